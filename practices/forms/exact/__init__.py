"""Forms that this site filled in itself: what a record becomes in them, and how they are read back without loss.

A record is turned into cells (`practice.py`, `case.py`), a cell is a list of blocks. Word and Excel are two
ways to hold cells (`word.py`, `sheet.py`, and `forms/writing/`). A form that the site filled in is known by its
record key and by labels that are all its own; it is read back cell by cell, and a cell that somebody has
written in another way is left to the reader of other people's forms (`forms/reading/`).
"""
