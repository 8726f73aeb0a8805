"""An entry as a vCard 4.0 (RFC 6350): an organisation with its ways to be reached."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from directory.disclosure import DisclosedContact, DisclosedLocation, DisclosedOrganisation

MEDIA_TYPE = "text/vcard; charset=utf-8"
_LINE_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# A parameter's value stands in quotes, and RFC 6868 gives what may not stand there.
_PARAMETER_ESCAPES = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})
_NOT_IN_URI = re.compile(r"[\s<>\"\x00-\x1f\x7f]")


def vcard(shown: DisclosedOrganisation, url: str) -> bytes:
    """Return the card of an entry as it was disclosed; `url` is the entry's address."""
    lines = [line for line in _properties(shown, url) if line]
    return "".join(_folded(line) for line in lines).encode("utf-8")


def _properties(shown: DisclosedOrganisation, url: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:org"
    yield _text("FN", shown.name)
    yield _text("ORG", shown.name)
    for name in shown.names[1:]:
        yield _text("NICKNAME", name)
    yield _uri("UID", url)
    yield _uri("SOURCE", url)
    yield _uri("URL", shown.website)
    yield _telephone(shown.phone, {"TYPE": "work,voice"})
    yield _text("EMAIL", shown.email, {"TYPE": "work"})
    for number, contact in enumerate(shown.contacts, 1):
        yield from _contact(contact, f"contact{number}.")
    for number, place in enumerate(shown.locations, 1):
        yield from _place(place, f"place{number}.")
    for term in shown.languages:
        yield _text("LANG", term.slug)
    yield _list("CATEGORIES", [term.name for term in (*shown.services, *shown.target_groups)])
    yield _text("NOTE", shown.summary or shown.description)
    if shown.confirmation.at is not None:
        yield f"REV:{_moment(shown.confirmation.at)}"
    yield "END:VCARD"


def _contact(contact: DisclosedContact, group: str) -> Iterator[str]:
    """Yield a contact as a group of lines that belong together, labelled by what it is for."""
    yield _telephone(contact.phone, {"TYPE": "work,voice"}, group)
    yield _text("EMAIL", contact.email, {"TYPE": "work"}, group)
    if contact.phone or contact.email:
        words = [
            str(contact.kind_label),
            contact.person,
            contact.hours,
            ", ".join(contact.languages),
        ]
        yield _text("X-ABLABEL", ": ".join(word for word in words if word), group=group)


def _place(place: DisclosedLocation, group: str) -> Iterator[str]:
    country = place.country.name if place.country else ""
    parts = ["", "", place.address, place.town, place.region, "", country]
    if any(parts):
        label = {"LABEL": place.name} if place.name else {}
        yield _line("ADR", ";".join(_escaped(part) for part in parts), label, group)
    if place.latitude is not None:
        yield _line("GEO", f"geo:{place.latitude},{place.longitude}", group=group)


def _text(
    name: str, value: str, parameters: Mapping[str, str] | None = None, group: str = ""
) -> str:
    return _line(name, _escaped(value), parameters, group) if value.strip() else ""


def _list(name: str, values: Iterable[str]) -> str:
    return _line(name, ",".join(_escaped(value) for value in dict.fromkeys(values)))


def _uri(name: str, value: str) -> str:
    address = _NOT_IN_URI.sub("", value)
    return _line(name, address) if address else ""


def _telephone(number: str, parameters: Mapping[str, str], group: str = "") -> str:
    """Return a number as text, which keeps it as it was written; a URI would need every number to be a global one."""
    return _text("TEL", number, parameters, group)


def _line(
    name: str, value: str, parameters: Mapping[str, str] | None = None, group: str = ""
) -> str:
    if not value:
        return ""
    told = "".join(f';{key}="{_quotable(text)}"' for key, text in (parameters or {}).items())
    return f"{group}{name}{told}:{value}"


def _escaped(value: str) -> str:
    lines = "\n".join(value.strip().splitlines())
    return _NOT_IN_TEXT.sub("", lines).translate(_ESCAPES)


def _quotable(value: str) -> str:
    lines = "\n".join(value.strip().splitlines())
    return _NOT_IN_TEXT.sub("", lines).translate(_PARAMETER_ESCAPES)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which cuts a letter in two."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        # Every piece after the first begins with a blank, which counts.
        if size + octets > (_LINE_OCTETS if not pieces else _LINE_OCTETS - 1):
            pieces.append(piece)
            piece, size = "", 0
        piece += letter
        size += octets
    return "\r\n ".join([*pieces, piece]) + "\r\n"
