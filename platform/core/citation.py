"""How a record is cited: APA for people; BibTeX, RIS, CSL-JSON and COinS for their reference managers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
# Two of these signs together make another one in LaTeX: a dash, a quotation mark, one on its head.
_LIGATURE = re.compile(r"(?<=[-'`,<>?!])(?=[-'`,<>])")

_RIS_IDENTIFIERS = {"doi": "DO", "isbn": "SN"}


@dataclass(frozen=True)
class Citation:
    """What is cited. `part` names the record in its source, such as "Practice chart 6".

    `publisher` is the site unless given; `bibtex_kind` and `ris_kind` are the types of the two formats for a work
    that stands alone, for a part of a source they are those of a chapter. `people` are the authors that are no
    bodies: written as "Family, Given", their names are taken apart; the others stay as they are printed.
    """

    key: str
    authors: tuple[str, ...]
    year: int | None
    title: str
    part: str
    source: str
    url: str
    language: str
    publisher: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    bibtex_kind: str = "misc"
    ris_kind: str = "GEN"
    csl_kind: str = "document"
    people: frozenset[str] = frozenset()

    @property
    def published_by(self) -> str:
        """Return the publisher, which is the site where none is given."""
        return self.publisher or settings.WAGTAIL_SITE_NAME

    @property
    def apa(self) -> str:
        """Return the reference as one line of text."""
        year = str(self.year) if self.year else _("n.d.")
        title = (
            f"{_sentence(self.title)} ({self.part})." if self.part else f"{_sentence(self.title)}."
        )
        parts = [f"({year}).", title]
        if self.authors:
            names = tuple(self._apa_name(author) for author in self.authors)
            parts.insert(0, f"{_joined(names)}.")
        else:  # without an author the title takes its place
            parts.reverse()
        if self.source:
            parts.append(_("In %(source)s.") % {"source": _sentence(self.source)})
        return " ".join([*parts, f"{_sentence(self.published_by)}.", self.url]).strip()

    @property
    def bibtex(self) -> str:
        """Return the reference as a BibTeX entry; names of organisations keep their words together."""
        fields = {
            "author": " and ".join(
                _bibtex(author) if self._parts(author) else f"{{{_bibtex(author)}}}"
                for author in self.authors
            ),
            "title": f"{{{_bibtex(self.title)}}}",
            "year": str(self.year or ""),
            "booktitle": _bibtex(self.source),
            "note": _bibtex(self.part),
            "publisher": _bibtex(self.published_by),
            **{name: _bibtex(value) for name, value in self.identifiers},
            "url": self.url,
            "language": self.language,
        }
        lines = [
            f"  {name} = {{{value}}}" for name, value in fields.items() if value and value != "{}"
        ]
        kind = "incollection" if self.source else self.bibtex_kind
        key = re.sub(r"[^A-Za-z0-9-]+", "-", self.key).strip("-") or "record"
        body = ",\n".join([f"{key}-{self.year or 'nd'}", *lines])
        return f"@{kind}{{{body}\n}}\n"

    @property
    def ris(self) -> str:
        """Return the reference as an RIS record, with the line ends that the format asks for."""
        rows = [
            ("TY", "CHAP" if self.source else self.ris_kind),
            *(("AU", author) for author in self.authors),
            ("TI", self.title),
            ("T2", self.source),
            ("PY", str(self.year or "")),
            ("PB", self.published_by),
            *((_RIS_IDENTIFIERS[name], value) for name, value in self.identifiers),
            ("N1", self.part),
            ("LA", self.language),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(
            f"{tag}  - {_line(value)}\r\n" for tag, value in rows if value or tag == "ER"
        )

    @property
    def csl(self) -> dict[str, Any]:
        """Return the reference as an item of CSL-JSON."""
        item: dict[str, Any] = {
            "id": self.key,
            "type": "chapter" if self.source else self.csl_kind,
            "title": _line(self.title),
            "author": [self._csl_name(author) for author in self.authors],
            "issued": {"date-parts": [[self.year]]} if self.year else None,
            "container-title": _line(self.source),
            "publisher": _line(self.published_by),
            "number": _line(self.part),
            "URL": self.url,
            "language": self.language,
            **{name.upper(): value for name, value in self.identifiers},
        }
        return {name: value for name, value in item.items() if value}

    @property
    def coins(self) -> str:
        """Return the reference as an OpenURL, for the `title` of an element of the class Z3988."""
        is_book = self.bibtex_kind in ("book", "techreport") and not self.source
        rows = [
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'book' if is_book else 'dc'}"),
            ("rft.btitle" if is_book else "rft.title", _line(self.title)),
            ("rft.genre", {"book": "book", "techreport": "report"}[self.bibtex_kind])
            if is_book
            else ("rft.source", _line(self.source)),
            *(("rft.au" if is_book else "rft.creator", _line(one)) for one in self.authors),
            ("rft.date", str(self.year or "")),
            ("rft.pub" if is_book else "rft.publisher", _line(self.published_by)),
            *(("rft_id", f"info:doi/{value}") for name, value in self.identifiers if name == "doi"),
            *(
                ("rft.isbn", value)
                for name, value in self.identifiers
                if name == "isbn" and is_book
            ),
            ("rft_id" if is_book else "rft.identifier", self.url),
            *([] if is_book else [("rft.language", self.language)]),
        ]
        return urlencode([(name, value) for name, value in rows if value])

    def _parts(self, author: str) -> tuple[str, str] | None:
        """Return family and given names of a person, where the name is written so that they can be told apart."""
        family, comma, given = author.partition(",")
        is_told = author in self.people and comma and family.strip() and given.strip()
        return (family.strip(), given.strip()) if is_told else None

    def _apa_name(self, author: str) -> str:
        parts = self._parts(author)
        if parts is None:
            return author
        initials = (f"{name[0]}." for name in re.split(r"[\s.]+", parts[1]) if name)
        return f"{parts[0]}, {' '.join(initials)}"

    def _csl_name(self, author: str) -> dict[str, str]:
        parts = self._parts(author)
        if parts is None:
            return {"literal": _line(author)}
        return {"family": parts[0], "given": parts[1]}


def _joined(authors: tuple[str, ...]) -> str:
    *first, last = (_line(author) for author in authors)
    last = _sentence(last)
    return f"{', '.join(first)}, & {last}" if first else last


def _sentence(text: str) -> str:
    """Return a text on one line without its own full stop."""
    return _line(text).rstrip(".")


def _line(text: str) -> str:
    return " ".join(str(text).split())


def escape_bibtex(text: str) -> str:
    """Return a line of text so that LaTeX prints it as it stands."""
    escaped = "".join(_BIBTEX_ESCAPES.get(letter, letter) for letter in text)
    return _LIGATURE.sub("{}", escaped)


def _bibtex(text: str) -> str:
    return escape_bibtex(_line(text))


# --- Pages of any kind -------------------------------------------------------------------------

_citers: dict[type[Page], Callable[[Any, str], Citation]] = {}


def register_citation(model: type[Page], cite: Callable[[Any, str], Citation]) -> None:
    """Say how pages of a kind are cited: `cite(page, url)` gets the specific page and its full address."""
    _citers[model] = cite


def citable_models() -> tuple[type[Page], ...]:
    """Return the kinds of pages that can be cited."""
    return tuple(_citers)


def citation_of_page(page: Page, url: str) -> Citation:
    """Return how a specific page at a full address is cited; raises KeyError for a kind that is not cited."""
    return _citers[type(page)](page, url)
