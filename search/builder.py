"""Owns the builder: fields for people who know no operators, composed into the one `q` and read back from it.

Each field stands for an operator of `search.words`. Composing what was read back asks for the same words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.facets import MultiDict
from search.words import with_plain_quotes

PARAMETERS: dict[str, str] = {
    "all": "all",
    "phrase": "phrase",
    "any": "any",
    "none": "none",
    "in-title": "in_title",
}
"""The fields by the name of their parameter."""

INSIDE = "also"
"""The parameter with further words for the results that `q` has."""

LONGEST = 500
_TOKEN = re.compile(
    r"(?:(?<!\S)(?P<minus>[-−–])?(?P<title>(?i:intitle):(?=\S))?)?"
    r'(?P<text>"[^"]*(?:"|$)|[^\s"]+)'
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of a query with what stands before it."""

    text: str
    is_excluded: bool = False
    is_of_title: bool = False

    @property
    def is_phrase(self) -> bool:
        """Tell whether it stands in quotes."""
        return self.text.startswith('"')

    def __str__(self) -> str:
        return f"{'-' * self.is_excluded}{'intitle:' * self.is_of_title}{self.text}"


@dataclass(frozen=True, slots=True)
class BuilderFields:
    """What stands in the fields of the builder."""

    all: str = ""
    phrase: str = ""
    any: str = ""
    none: str = ""
    in_title: str = ""

    @classmethod
    def read(cls, params: MultiDict) -> "BuilderFields":
        """Read the fields of a form that was sent."""
        values = {field: _last(params, name) for name, field in PARAMETERS.items()}
        return cls(**values)

    @classmethod
    def of(cls, q: str) -> "BuilderFields":
        """Take a query apart; what fits no other field stands as typed among "all of these words"."""
        groups = list(_groups(tokens(q)))
        every: list[str] = []
        none: list[str] = []
        titles: list[str] = []
        phrase = alternatives = ""
        for group in groups:
            token = group[0]
            if len(group) > 1:
                if alternatives or any(one.is_of_title for one in group):
                    every.append(" OR ".join(map(str, group)))
                else:
                    alternatives = " ".join(map(str, group))
            elif token.is_excluded and not token.is_of_title:
                none.append(token.text)
            elif token.is_of_title and not token.is_excluded:
                titles.append(token.text)
            elif token.is_phrase and not token.is_excluded and not phrase:
                phrase = token.text.strip('"').strip()
            else:
                every.append(str(token))
        return cls(" ".join(every), phrase, alternatives, " ".join(none), " ".join(titles))

    def compose(self) -> str:
        """Return the fields as one query."""
        phrase = " ".join(with_plain_quotes(self.phrase).replace('"', " ").split())
        any_of = [token.text for token in tokens(self.any) if not _is_joint(token.text)]
        parts = [
            " OR ".join(" ".join(map(str, group)) for group in _alternatives(self.all)),
            f'"{phrase}"' if phrase else "",
            " OR ".join(any_of),
            *(f"-{token.text}" for token in _words(self.none)),
            *(f"intitle:{token.text}" for token in _words(self.in_title)),
        ]
        return " ".join(part for part in parts if part)


def is_built(params: MultiDict) -> bool:
    """Tell whether the builder or the field for further words was sent."""
    return any(params.getlist(name) for name in (*PARAMETERS, INSIDE))


def built_words(params: MultiDict) -> str:
    """Return the query that a form asks for: its fields together, or its `q` and the further words."""
    if any(params.getlist(name) for name in PARAMETERS):
        return BuilderFields.read(params).compose()
    asked, further = (BuilderFields(all=_last(params, name)).compose() for name in ("q", INSIDE))
    return f"{asked} {further}".strip()


def tokens(q: str) -> list[Token]:
    """Return the words and phrases of a query, each closed, with what stands before them."""
    return [
        Token(_closed(match["text"]), bool(match["minus"]), bool(match["title"]))
        for match in _TOKEN.finditer(with_plain_quotes(q))
    ]


def _last(params: MultiDict, name: str) -> str:
    values = params.getlist(name)
    return " ".join(values[-1].split())[:LONGEST] if values else ""


def _closed(text: str) -> str:
    return f'{text}"' if text.startswith('"') and (len(text) == 1 or text[-1] != '"') else text


def _is_joint(text: str) -> bool:
    return text in ("OR", "|")


def _words(text: str) -> Iterator[Token]:
    return (token for token in tokens(text) if not _is_joint(token.text))


def _alternatives(text: str) -> Iterator[list[Token]]:
    """Yield what stands between one OR and the next; one at either end joins nothing."""
    run: list[Token] = []
    for token in tokens(text):
        if not _is_joint(str(token)):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _groups(found: list[Token]) -> Iterator[list[Token]]:
    """Yield single words and runs of alternatives; what is excluded stands alone and parts no run."""
    group: list[Token] = []
    joins = False
    for token in found:
        if _is_joint(str(token)):
            joins = bool(group)
            continue
        if token.is_excluded:
            yield [token]
            joins = False
            continue
        if group and not joins:
            yield group
            group = []
        group.append(token)
        joins = False
    if group:
        yield group
