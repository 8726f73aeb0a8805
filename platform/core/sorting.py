"""The order of names for people."""

import unicodedata


def sort_key(name: str) -> str:
    """Return `name` without accents and case, by which names of any alphabet of Europe sort as expected."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
