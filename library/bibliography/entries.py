"""What of a record stands in which field of a reference manager's entry, in both directions.

An entry is a type and fields with the names of BibTeX; a field may come several times. What reference managers
have no field for has one with the name of the record's key, which they leave alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from library.bibliography.words import Words, language_code
from library.identifiers import clean_isbn
from library.record_keys import EDITION_LINES, RELATIONS, TERMS

Record = dict[str, Any]
Field = tuple[str, str]
#: An author in braces is a body and no person, as in BibTeX.
_BODY = re.compile(r"\{(.*)\}", re.DOTALL)
#: Fields that stand for a line of the record of the same meaning.
_PUBLICATION = {"title": "title", "publisher": "publisher", "doi": "doi", "isbn": "isbn"}
_POLICY = {"title": "title", "shorttitle": "short_title", "number": "reference"}
_OWN_LINES = ("licence", "rights", "source")
_OWN_POLICY_LINES = ("level", "monitoring_body", "status")
_SAME = {
    "institution": "publisher",
    "organization": "publisher",
    "school": "publisher",
    "journaltitle": "journal",
    "date": "year",
    "langid": "language",
    "urldate": "accessed",
    "keyword": "keywords",
    "editora": "editor",
}
_POLICY_TYPES = {"legislation", "legal", "stat", "bill", "jurisdiction"}
_KINDS = {
    **dict.fromkeys(
        (
            "book", "article", "incollection", "inbook", "inproceedings", "conference", "proceedings", "thesis",
            "phdthesis", "mastersthesis", "techreport", "report", "jour", "rprt", "chap", "thes", "conf", "cpaper",
            "ebook", "echap", "edbook", "ejour",
        ),
        "research-report",
    ),
    **dict.fromkeys(("manual", "standard", "stand"), "guidelines"),
    **dict.fromkeys(("dataset", "data", "dbase", "aggr"), "statistics"),
    **dict.fromkeys(("legislation", "stat", "bill"), "law"),
    **dict.fromkeys(("legal",), "convention"),
    **dict.fromkeys(("jurisdiction", "case"), "legal-analysis"),
    **dict.fromkeys(("slide",), "training-material"),
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[89]|20)\d\d(?!\d)")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dxX]")
_PARTS = re.compile(r"[%;|{}\\\r\n\"@]")


@dataclass
class Entry:
    """An entry of a file; `type` is that of its format, in small letters."""

    type: str
    fields: list[Field] = field(default_factory=list)


def entry_of(record: Record, words: Words) -> Entry:
    """Return a record as an entry; its type is book, report or, for an instrument, legislation."""
    is_policy = record["record"] == "policy"
    entry = Entry("legislation" if is_policy else "book" if record.get("isbn") else "report")
    lines = _POLICY if is_policy else _PUBLICATION
    names = [("record", record["record"]), ("slug", record["slug"])]
    names += [(name, record.get(key)) for name, key in lines.items()]
    names += _authors(record)
    names += [("year", record.get("year_adopted" if is_policy else "year"))]
    names += [("type", record.get("kind")), ("url", record.get("url"))]
    names += [("abstract", record.get("summary"))]
    languages = record.get("languages") if is_policy else [record.get("language")]
    names += [("language", "; ".join(one for one in languages or [] if one))]
    names += [("keywords", words.keyword(place)) for place in _places(record)]
    names += [(key, record.get(key)) for key in _OWN_LINES]
    if is_policy:
        names += [(key, record.get(key)) for key in ("in_force", *_OWN_POLICY_LINES)]
        names += [(key, "; ".join(record.get(key) or [])) for key in RELATIONS]
    names += [("editions", " | ".join(map(_edition, record.get("editions") or [])))]
    entry.fields = [(name, str(value)) for name, value in names if value not in (None, "")]
    return entry


def _authors(record: Record) -> Iterator[tuple[str, Any]]:
    if record["record"] == "policy":
        body = record.get("body")
        yield "author", f"{{{body}}}" if body else None
    for author in record.get("authors") or []:
        if isinstance(author, str):
            yield "author", author
        else:
            name = author["name"]
            yield "author", f"{{{name}}}" if author.get("is_corporate") else name


def _places(record: Record) -> Iterator[tuple[str, str]]:
    for key in (*TERMS, "countries"):
        yield from ((key, slug) for slug in record.get(key) or [])


def _edition(edition: Record) -> str:
    """Write an edition on one line; the few signs that part its values are written as in addresses."""
    parts = ((key, edition.get(key)) for key in EDITION_LINES)
    return "; ".join(
        f"{key}={_PARTS.sub(lambda one: f'%{ord(one[0]):02X}', value)}"
        for key, value in parts
        if value
    )


def record_of(entry: Entry, words: Words) -> tuple[Record, list[str]]:
    """Return the record of an entry, and a sentence for each field that a record has no place for."""
    reading = _Reading(words)
    for name, value in entry.fields:
        reading.fields.setdefault(_SAME.get(name, name), []).append(value)
    return reading.record(entry.type)


class _Reading:
    """One entry on its way into a record: what was not taken is left in `fields`."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.fields: dict[str, list[str]] = {}
        self.remarks: list[str] = []

    def record(self, entry_type: str) -> tuple[Record, list[str]]:
        said = self.first("record")
        is_policy = said == "policy" or (not said and entry_type in _POLICY_TYPES)
        record: Record = {"record": said or ("policy" if is_policy else "publication")}
        for name, key in (_POLICY if is_policy else _PUBLICATION).items():
            self.take(record, name, key)
        record["slug"] = slugify(self.first("slug")) or slugify(record.get("title", ""))[:200]
        self.kind(record, entry_type)
        self.year(record, "year_adopted" if is_policy else "year")
        self.url(record)
        self.keywords(record)
        self.take(record, "abstract", "summary")
        for key in _OWN_LINES:
            self.take(record, key, key)
        if is_policy:
            self.policy(record)
        else:
            self.publication(record)
        self.say_what_is_left()
        return record, self.remarks

    def policy(self, record: Record) -> None:
        authors = [_BODY.sub(r"\1", name) for name in self.fields.pop("author", [])]
        bodies = authors or self.fields.pop("publisher", [])
        if bodies:
            record["body"] = "; ".join(bodies)
        if self.fields.get("publisher") == bodies:
            del self.fields["publisher"]
        languages = [one for one in self.first("language").split(";") if one.strip()]
        if languages:
            known = [(language_code(one), one) for one in languages]
            record["languages"] = [code for code, _text in known if code]
            self.unknown("language", [text.strip() for code, text in known if not code])
        for key in _OWN_POLICY_LINES:
            self.take(record, key, key)
        in_force = self.first("in_force")
        if in_force:
            record["in_force"] = int(in_force) if in_force.isdecimal() else in_force
        for key in RELATIONS:
            slugs = [one.strip() for one in self.first(key).split(";") if one.strip()]
            if slugs:
                record[key] = slugs

    def publication(self, record: Record) -> None:
        names = self.fields.pop("author", [])
        bodies = [bool(_BODY.fullmatch(name)) for name in names]
        authors = [_BODY.sub(r"\1", name) for name in names]
        if any(bodies):
            record["authors"] = [
                {"name": name, "is_corporate": is_body}
                for name, is_body in zip(authors, bodies, strict=True)
            ]
        elif authors:
            record["authors"] = authors
        if record.get("isbn"):
            self.isbn(record)
        language = self.first("language")
        if language:
            code = language_code(language)
            if code:
                record["language"] = code
            else:
                self.unknown("language", [language])

    def isbn(self, record: Record) -> None:
        """Keep the first ISBN of several; a number of a series is no ISBN."""
        given = record["isbn"]
        if _ISSN.fullmatch(given):
            del record["isbn"]
            self.unknown("issn", [given])
            return
        for one in (given, *re.split(r"[\s,;]+", given)):
            try:
                record["isbn"] = clean_isbn(one)
            except ValidationError:
                continue
            if one:
                return

    def first(self, name: str) -> str:
        """Take the first value of a field."""
        values = self.fields.pop(name, [""])
        if len(values) > 1:
            self.unknown(name, values[1:])
        return values[0].strip()

    def take(self, record: Record, name: str, key: str) -> None:
        value = self.first(name)
        if value:
            record[key] = value

    def kind(self, record: Record, entry_type: str) -> None:
        text = self.first("type")
        kind = self.words.kind(text) if text else None
        if text and not kind:
            self.unknown("type", [text])
        kind = kind or _KINDS.get(entry_type)
        if kind:
            record["kind"] = kind

    def year(self, record: Record, key: str) -> None:
        text = self.first("year")
        found = _YEAR.search(text)
        if found:
            record[key] = int(found[0])
        elif text:
            self.unknown("year", [text])

    def url(self, record: Record) -> None:
        addresses = [one for one in self.fields.pop("url", []) if one]
        if addresses:
            record["url"] = addresses[0]
        rows = [_read_edition(one) for one in self.first("editions").split(" | ") if one]
        rows += [{"url": one} for one in addresses[1:]]
        if rows:
            record["editions"] = rows

    def keywords(self, record: Record) -> None:
        unknown = []
        for text in self.fields.pop("keywords", []):
            for word in self._split(text):
                place = self.words.place(word)
                if place is None:
                    unknown.append(word)
                elif place[1] not in record.setdefault(place[0], []):
                    record[place[0]].append(place[1])
        self.unknown("keywords", unknown)

    def _split(self, text: str) -> Iterable[str]:
        if ";" not in text and self.words.place(text):
            return [text]
        parts = text.split(";") if ";" in text else text.split(",")
        return [part.strip() for part in parts if part.strip()]

    def unknown(self, name: str, values: list[str]) -> None:
        """Tell of values that have no place."""
        if values:
            sentence = _("“%(values)s” (%(field)s) has no place here and was left out.")
            shown = "; ".join(" ".join(value.split()) for value in values)
            shown = f"{shown[:120]}…" if len(shown) > 120 else shown
            self.remarks.append(sentence % {"values": shown, "field": name})

    def say_what_is_left(self) -> None:
        for name, values in self.fields.items():
            self.unknown(name, [one for one in values if one.strip()])


def _read_edition(text: str) -> Record:
    parts = (part.partition("=") for part in text.split("; "))
    return {key.strip(): unquote(value) for key, _sign, value in parts if key.strip()}
