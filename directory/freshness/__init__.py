"""Entries that say when somebody last confirmed them, and what happens when nobody does."""
