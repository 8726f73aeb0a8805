"""Opening files that others sent, within limits, and saying in one sentence why one was not read."""

from core.files.limits import MEGABYTE, readable_size
from core.files.problems import UnreadableFile

__all__ = ["MEGABYTE", "UnreadableFile", "readable_size"]
