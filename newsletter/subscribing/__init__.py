"""Readers: asking, confirming, choosing, leaving, being erased."""
