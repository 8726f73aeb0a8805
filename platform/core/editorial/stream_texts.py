"""The texts inside a StreamField or a JSON field, whatever its blocks are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from core.editorial.linked_files import LinkedFile

#: A number as long as this may be a telephone or an identity card.
_LONG_NUMBER = 10**5
_KEY = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class StreamText:
    """A text in a stream: the path of block names that leads to it, the same in words, its kind."""

    path: str
    label: str
    text: str = ""
    is_rich: bool = False
    file: LinkedFile | None = None


def texts_of_stream(value: Any) -> Iterator[StreamText]:
    """Yield the texts of a stream value."""
    yield from _walk(value, None, "", "")


def _walk(value: Any, block: Any, path: str, label: str) -> Iterator[StreamText]:
    if isinstance(block, blocks.ChoiceBlock | blocks.BooleanBlock):
        return
    if isinstance(value, blocks.StreamValue):
        for child in value:
            name = _joined(path, child.block_type)
            yield from _walk(child.value, child.block, name, _words(label, child.block.label))
    elif isinstance(value, blocks.StructValue):
        for name, inner in value.items():
            own = value.block.child_blocks.get(name)
            words = own.label if own is not None else name
            yield from _walk(inner, own, _joined(path, name), _words(label, words))
    elif isinstance(value, blocks.list_block.ListValue):
        for inner in value:
            yield from _walk(inner, value.list_block.child_block, path, label)
    elif isinstance(value, RichText):
        yield StreamText(path, label, value.source, is_rich=True)
    elif isinstance(value, AbstractImage | AbstractDocument):
        yield StreamText(path, label, file=LinkedFile(value))
        # A picture block carries its own alternative text on the picture.
        yield from _walk(
            getattr(value, "contextual_alt_text", None), None, _joined(path, "alt"), label
        )
    elif isinstance(value, dict | list):
        for piece in texts_of_json(value):
            yield StreamText(_joined(path, piece.path), label, piece.text)
    elif isinstance(value, str | int | float | Promise) and (text := _as_text(value)):
        yield StreamText(path, label, text)


def texts_of_json(value: Any, path: str = "") -> Iterator[StreamText]:
    """Yield the texts of JSON, names of keys included; the place of an item of a list is the list's."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = str(key)
            if not _KEY.fullmatch(name):
                # Written by people, as the labels in a form are, and no name of ours.
                yield StreamText(path, "", name)
                name = "value"
            yield from texts_of_json(inner, _joined(path, name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of_json(inner, path)
    elif text := _as_text(value):
        yield StreamText(path, "", text)


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float) and abs(value) < _LONG_NUMBER:
        return ""
    return str(value)


def _joined(path: str, name: str) -> str:
    return ".".join(part for part in (path, name) if part)


def _words(label: str, more: Any) -> str:
    return " › ".join(part for part in (label, capfirst(str(more or ""))) if part)
