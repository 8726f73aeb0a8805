"""Periodic work of the newsletter: each part declares its own."""
