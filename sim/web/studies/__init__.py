"""The studies of the page: signposts, pathways and games, as the command line has them, in fewer worlds."""
