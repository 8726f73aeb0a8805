"""Searches that people who sign in keep under a name."""
