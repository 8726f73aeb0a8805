"""BibTeX: the syntax, by bibtexparser; what stands where is told in `entries`.

What BibTeX has no field for stands in fields named as the record's keys, which its styles leave alone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import bibtexparser
from bibtexparser import middlewares, model
from bibtexparser.middlewares.names import InvalidNameError, split_multiple_persons_names
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from core.citation import escape_bibtex
from core.exchange import ReadRecord
from core.exchange.reading import Read
from core.exchange.writing import TextStream
from core.files.problems import UnreadableFile
from library.bibliography.entries import Entry, Field, entry_of, record_of
from library.bibliography.words import Words

_TYPES = {"legislation": "misc", "book": "book", "report": "techreport"}
#: Fields that hold no running text: nothing in them is a command.
_VERBATIM = {"url", "doi", "isbn", "issn", "file", "editions", "record", "slug"}
_NEW_LINE = "\ue000"
_UNESCAPED = re.compile(r"(?<!\\)([%&])")
_ESCAPED = re.compile(r"\\([{}%&#$_])")
_LOOKS_LIKE_ENTRY = re.compile(r"\w+\s*[{(][^=]*=")


def _decoder() -> LatexNodes2Text:
    commands = get_default_latex_context_db()
    plain = {"url": "%s", "textasciicircum": "^", "textasciitilde": "~"}
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in plain.items()]
    commands.add_context_category("plain", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=commands, math_mode="verbatim")


_DECODER = _decoder()


def write_bibtex(
    records: Iterable[dict[str, Any]], stream: TextStream, words: Words | None = None
) -> int:
    """Write records as BibTeX; return their number."""
    words, number = words or Words(), 0
    for record in records:
        number += 1
        entry = entry_of(record, words)
        lines = [f"  {name} = {{{value}}}" for name, value in _written(entry)]
        body = ",\n".join([str(record["slug"]), *lines])
        stream.write(f"@{_TYPES[entry.type]}{{{body}\n}}\n\n")
    return number


def _written(entry: Entry) -> Iterator[Field]:
    authors = [value for name, value in entry.fields if name == "author"]
    keywords = [value for name, value in entry.fields if name == "keywords"]
    if authors:
        yield "author", " and ".join(map(_name, authors))
    for name, value in entry.fields:
        if name in ("author", "keywords", "slug"):
            continue
        if name == "publisher" and entry.type == "report":
            name = "institution"
        yield name, _verbatim(value) if name in _VERBATIM else _text(value)
    if keywords:
        yield "keywords", _text("; ".join(keywords))


def _name(author: str) -> str:
    """Write a name; that of a body stays together in its braces, and so does a word that would part two names."""
    is_body = author.startswith("{")
    text = _text(author[1:-1] if is_body else author)
    if is_body:
        return f"{{{text}}}"
    return re.sub(r"\b(and)\b", r"{\1}", text, flags=re.IGNORECASE)


def _text(value: str) -> str:
    lines = (escape_bibtex(line) for line in value.split("\n"))
    return r"\newline ".join(lines)


def _verbatim(value: str) -> str:
    return re.sub(r"([{}])", r"\\\1", " ".join(value.split()))


def read_bibtex(text: str, name: str, words: Words | None = None) -> Iterator[Read]:
    """Read the entries of a file; one that is damaged gets a sentence with its line, and the others go on."""
    words = words or Words()
    stack = [
        middlewares.ResolveStringReferencesMiddleware(),
        middlewares.RemoveEnclosingMiddleware(),
    ]
    for block in bibtexparser.parse_string(text, parse_stack=stack).blocks:
        place = _("line %d") % ((block.start_line or 0) + 1)
        problem = _problem(block)
        if problem:
            yield UnreadableFile(f"{name} ({place})", problem)
        elif isinstance(block, model.Entry):
            try:
                record, remarks = record_of(_entry(block), words)
            except (InvalidNameError, RecursionError):
                sentence = _("the names or braces of this entry cannot be told apart; mend them.")
                yield UnreadableFile(f"{name} ({place})", sentence)
                continue
            yield ReadRecord(name, place, record, tuple(remarks))


def _problem(block: model.Block) -> str:
    """Return what is wrong with a part of the file, or nothing."""
    if isinstance(block, model.DuplicateBlockKeyBlock):
        return _("the key “%(key)s” stands twice in this file; this entry was not read.") % {
            "key": block.key
        }
    if isinstance(block, model.DuplicateFieldKeyBlock):
        fields = ", ".join(sorted(block.duplicate_keys))
        return _("the field %(field)s stands twice in this entry; keep one of them.") % {
            "field": fields
        }
    if isinstance(block, model.ParsingFailedBlock):
        return _(
            "the entry that begins here is not well formed (%(reason)s); mend its braces, quotes and commas."
        ) % {"reason": " ".join(str(block.error).split())[:160].rstrip(". ")}
    if isinstance(block, model.ImplicitComment) and _LOOKS_LIKE_ENTRY.search(block.comment[:2000]):
        return _("this text stands in no entry; entries begin with @ and a type.")
    return ""


def _entry(block: model.Entry) -> Entry:
    entry = Entry(block.entry_type.lower(), [("slug", block.key)])
    for field in block.fields:
        name, value = field.key.lower(), str(field.value)
        if name == "author":
            names = split_multiple_persons_names(" ".join(value.split()))
            entry.fields += (("author", _read_name(one)) for one in names)
        elif name != "slug":
            entry.fields.append((name, _read(name, value)))
    return entry


def _read_name(text: str) -> str:
    """Return a name as text; one that is braced as a whole is that of a body."""
    is_body = text.startswith("{") and _closes_at_end(text)
    name = _decoded(text)
    return f"{{{name}}}" if is_body else name


def _closes_at_end(text: str) -> bool:
    depth = 0
    for place, letter in enumerate(text):
        is_escaped = place > 0 and text[place - 1] == "\\"
        if letter in "{}" and not is_escaped:
            depth += 1 if letter == "{" else -1
            if depth == 0:
                return place == len(text) - 1
    return False


def _read(name: str, value: str) -> str:
    if name in _VERBATIM:
        plain = re.sub(r"\\url\s*\{(.*)\}", r"\1", " ".join(value.split()))
        return _ESCAPED.sub(r"\1", plain)
    return _decoded(value)


def _decoded(value: str) -> str:
    """Return LaTeX as plain text: its lines are joined, empty lines part paragraphs."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", value))
    text = "\n\n".join(part for part in paragraphs if part)
    text = re.sub(r"\\newline(?![A-Za-z])\s?", _NEW_LINE, text)
    # In a file of entries a per cent sign begins no comment and an ampersand no column.
    text = _UNESCAPED.sub(r"\\\1", text)
    decoded = _DECODER.latex_to_text(text).replace("\xa0", " ")
    return decoded.replace(_NEW_LINE, "\n")
