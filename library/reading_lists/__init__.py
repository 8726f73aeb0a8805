"""Reading lists: made by members and editors, shown with the records that everybody may read, taken away as files."""
