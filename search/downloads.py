"""Further forms in which results of some kinds can be taken away; content apps register them in `search_index.py`.

register_download(Download(frozenset({"policy"}), "library_zip", _("ZIP with files"), _("Each record with its files.")))
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Download:
    """An address that reads the query string of the search and answers for records of its kinds alone.

    `note` says what is in it.
    """

    kinds: frozenset[str]
    url_name: str
    label: str | Promise
    note: str | Promise = ""


_downloads: list[Download] = []


def register_download(download: Download) -> None:
    """Offer a form beside results of its kinds."""
    if download not in _downloads:
        _downloads.append(download)


def downloads_of(kinds: Collection[str]) -> list[Download]:
    """Return the forms for results that are of these kinds and no others."""
    return [one for one in _downloads if kinds and one.kinds.issuperset(kinds)]
