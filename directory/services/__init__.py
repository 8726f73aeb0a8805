"""Writes of the directory."""

from directory.services.entries import KEYS, create_draft_entry, save_organisation
from directory.services.membership import set_membership

__all__ = ["KEYS", "create_draft_entry", "save_organisation", "set_membership"]
