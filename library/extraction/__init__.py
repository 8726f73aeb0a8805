"""The text of files by page, read in a process of its own with limits on memory and time.

`readers` and `child` run in that process and know nothing of Django, settings or the database; `pool` is the
side of the site.
"""
