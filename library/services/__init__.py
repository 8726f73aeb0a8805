"""Writes of the libraries."""

from library.services.documents import add_document, find_same, replace_file
from library.services.records import save_policy, save_publication, save_record

__all__ = [
    "add_document",
    "find_same",
    "replace_file",
    "save_policy",
    "save_publication",
    "save_record",
]
