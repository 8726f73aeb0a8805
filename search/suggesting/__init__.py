"""Suggestions while a reader types: records by the words of their titles, terms and countries by their names."""
