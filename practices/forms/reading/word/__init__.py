"""Word files read into blocks."""
