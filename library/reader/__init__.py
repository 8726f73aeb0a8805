"""The reader: a document page by page, with the words of a search marked in its text and on its picture."""
