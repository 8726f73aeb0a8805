"""Owns what becomes of a hit of Elasticsearch: what is shown of it, and its highlights when they are wanted."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from search.engines.base import EngineUnavailable, Hit
from search.engines.marking import highlights
from search.highlighting import Highlighter


class Texts:
    """The texts of the hits of one answer, read together when the first is wanted."""

    def __init__(
        self,
        read: Callable[[Sequence[str]], Mapping[str, Mapping[str, Any]]],
        keys: Sequence[str],
    ) -> None:
        self._read = read
        self._keys = keys
        self._found: Mapping[str, Mapping[str, Any]] | None = None

    def of(self, key: str) -> Mapping[str, Any]:
        """Return the texts of a record; none when the engine fails now: the hit is shown without its snippets."""
        if self._found is None:
            try:
                self._found = self._read(self._keys)
            except EngineUnavailable:
                self._found = {}
        return self._found.get(key) or {"names": (), "body": ()}


def hit_of(
    found: Mapping[str, Any],
    texts: Texts,
    marks: Callable[[str], Highlighter],
    *,
    is_ranked: bool,
) -> Hit:
    """Return a hit; texts that came with it are not read again."""
    source, key = found["_source"], found["_id"]
    read = (lambda: source["text"]) if "text" in source else partial(texts.of, key)
    return Hit(
        key=key,
        fields=source["card"],
        highlighter=partial(highlights, source["card"], read, marks),
        score=found["_score"] if is_ranked else None,
    )
