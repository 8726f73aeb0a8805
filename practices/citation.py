"""How a chart or a case study is cited: APA for people, BibTeX and RIS for their reference managers."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\^{}",
    "~": r"\~{}",
}


@dataclass(frozen=True)
class Citation:
    """What is cited. `part` names the record in its source, such as "Practice chart 6"."""

    key: str
    authors: tuple[str, ...]
    year: int | None
    title: str
    part: str
    source: str
    url: str
    language: str

    @property
    def apa(self) -> str:
        """Return the reference as one line of text."""
        year = str(self.year) if self.year else _("n.d.")
        title = (
            f"{_sentence(self.title)} ({self.part})." if self.part else f"{_sentence(self.title)}."
        )
        parts = [f"({year}).", title]
        if self.authors:
            parts.insert(0, f"{_joined(self.authors)}.")
        else:  # without an author the title takes its place
            parts.reverse()
        if self.source:
            parts.append(_("In %(source)s.") % {"source": _sentence(self.source)})
        return " ".join([*parts, f"{settings.WAGTAIL_SITE_NAME}.", self.url])

    @property
    def bibtex(self) -> str:
        """Return the reference as a BibTeX entry; names of organisations keep their words together."""
        fields = {
            "author": " and ".join(f"{{{_bibtex(author)}}}" for author in self.authors),
            "title": f"{{{_bibtex(self.title)}}}",
            "year": str(self.year or ""),
            "booktitle": _bibtex(self.source),
            "note": _bibtex(self.part),
            "publisher": _bibtex(settings.WAGTAIL_SITE_NAME),
            "url": self.url,
            "language": self.language,
        }
        lines = [
            f"  {name} = {{{value}}}" for name, value in fields.items() if value and value != "{}"
        ]
        kind = "incollection" if self.source else "misc"
        key = re.sub(r"[^A-Za-z0-9-]+", "-", self.key).strip("-") or "record"
        body = ",\n".join([f"{key}-{self.year or 'nd'}", *lines])
        return f"@{kind}{{{body}\n}}\n"

    @property
    def ris(self) -> str:
        """Return the reference as an RIS record, with the line ends that the format asks for."""
        rows = [
            ("TY", "CHAP" if self.source else "GEN"),
            *(("AU", author) for author in self.authors),
            ("TI", self.title),
            ("T2", self.source),
            ("PY", str(self.year or "")),
            ("PB", settings.WAGTAIL_SITE_NAME),
            ("N1", self.part),
            ("LA", self.language),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(
            f"{tag}  - {_line(value)}\r\n" for tag, value in rows if value or tag == "ER"
        )


def _joined(authors: tuple[str, ...]) -> str:
    *first, last = (_sentence(author) for author in authors)
    return f"{', '.join(first)}, & {last}" if first else last


def _sentence(text: str) -> str:
    """Return a text on one line without its own full stop."""
    return _line(text).rstrip(".")


def _line(text: str) -> str:
    return " ".join(str(text).split())


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX_ESCAPES.get(letter, letter) for letter in _line(text))
