"""Texts in cells of CSV and Excel files: nothing is ever a formula, and nothing is lost.

A spreadsheet takes a cell that begins with one of these signs for a formula or a command. An apostrophe
before it makes it text; `unescape` takes exactly that apostrophe away again.
"""

import re

_DANGEROUS = re.compile(r"^'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"^'+[=+\-@\t\r]")


def escape(text: str) -> str:
    """Return a text that no spreadsheet runs."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescape(text: str) -> str:
    """Return the text that was escaped."""
    return text[1:] if _ESCAPED.match(text) else text
