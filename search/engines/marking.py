"""Owns where a found record shows its words: the same places, in the same order, whichever engine found it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from search.engines.base import Highlight
from search.highlighting import Highlighter


def highlights(
    fields: Mapping[str, Any],
    texts: Callable[[], Mapping[str, Any]],
    marks_in: Callable[[str], Highlighter],
) -> Sequence[Highlight]:
    """Return where the words stand: title and summary whole, of every section the best part.

    `texts` gives `names` and `body`, pairs of section and text; it is called only when there is something to mark.
    """
    marks = marks_in(fields["language"])
    if marks.is_idle:
        return ()
    found = []
    for section in ("title", "summary"):
        marked = marks.mark(fields[section])
        if marked:
            found.append(Highlight(section, marked))
    kept = texts()
    for section, text in [("names", ", ".join(kept["names"])), *kept["body"]]:
        snippet = marks.snippet(text) if text else None
        if snippet:
            found.append(Highlight(section, snippet))
    return found
