"""The formats of reference managers: policies and publications as RIS and BibTeX, in and out.

`entries` says what of a record stands in which field, for both formats; `ris` and `bibtex` know their syntax alone.
"""
