"""Plain text in whatever encoding it was saved."""

from core.confidential_files.content import Content, Place
from core.files.decoding import decoded


def read_plain_text(data: bytes, name: str, content: Content) -> None:
    """Read a text; its newlines stay as they are, so that offsets count in the decoded file."""
    content.add(decoded(data, name), Place.BODY)
