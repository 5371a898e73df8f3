"""Jobs on several processes of this machine; knows nothing of what a job does."""
