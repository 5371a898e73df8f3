"""The tests of Peninsula, in the folders of what they test."""
