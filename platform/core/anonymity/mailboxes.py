"""Personal mailboxes: told from those of offices by what stands before the at sign."""

import re
from collections.abc import Iterator

from core.anonymity import words
from core.anonymity.findings import FindingKind
from core.anonymity.name_words import ends_like_a_family_name
from core.anonymity.reading import Reading, Span, fold

_AT = (
    r"(?:@|[ \t]?[\[({<][ \t]?(?:at|@|AT|arobase|chiocciola|arroba|ät|ädd|à)[ \t]?[\])}>][ \t]?|"
    r"[ \t](?:arobase|chiocciola|arroba|\bAT\b)[ \t]|[ \t]@[ \t]?)"
)
_DOT = (
    r"(?:\.|[ \t]?[\[({<][ \t]?(?:dot|punkt|point|punto|DOT|\.)[ \t]?[\])}>][ \t]?|[ \t](?:dot|punkt|"
    r"point|punto)[ \t])"
)
_MAILBOX = re.compile(
    rf"(?<![\w.+\-])(?P<local>[^\W_][\w.+\-']{{0,63}}){_AT}(?P<domain>[^\W_][\w\-]{{0,62}}(?:{_DOT}[^\W_][\w\-]{{1,62}})"
    rf"{{1,4}})"
)
# “anna.weber at gmail dot com”: spoken out, so both words must be there.
_SPOKEN = words.pattern("mailboxes_spoken")
_SPELT = re.compile(
    r"[ \t]?[\[({<]?[ \t]?\b(?:dot|punkt|point|punto)\b[ \t]?[\])}>]?[ \t]?", re.IGNORECASE
)
_BREAKS = re.compile(r"[._\-+]+|(?<=[a-z])(?=[A-Z])|\d+")
_PUBLIC_ENDINGS = words.section("rules", "mailboxes_public_endings")
_SHORTEST_WORD = 4
_INITIALS = 2


def find(reading: Reading, found: list[Span]) -> Iterator[Span]:
    """Yield the mailboxes that belong to one person."""
    del found
    for pattern in (_MAILBOX, _SPOKEN):
        for match in pattern.finditer(reading.text):
            if is_personal(_SPELT.sub(".", match["local"]), _SPELT.sub(".", match["domain"])):
                yield Span(FindingKind.PERSONAL_EMAIL, match.start(), match.end())


def is_personal(local: str, domain: str) -> bool:
    """Say whether a mailbox is one person's, by its local part and its domain."""
    pieces = [fold(piece) for piece in _BREAKS.split(local) if piece]
    labels = fold(domain).split(".")
    if not pieces:
        return _is_free(labels)
    if _is_office(pieces) or "".join(pieces) in labels:
        return False
    if _names_somebody(pieces):
        return True
    if _is_free(labels):
        return not any(_holds_an_office_word(piece) for piece in pieces)
    return _looks_like_first_and_last(pieces, labels)


def _is_office(pieces: list[str]) -> bool:
    offices = words.section("mailbox_words", "offices")
    places = (
        words.countries() | words.section("places", "cities") | words.section("places", "regions")
    )
    if "".join(pieces) in offices:
        return True
    telling = [piece for piece in pieces if piece in offices]
    rest = [
        piece
        for piece in pieces
        if piece not in offices and piece not in places and len(piece) > _INITIALS
    ]
    return (bool(telling) and not any(_is_a_name(piece) for piece in rest)) or (
        not rest and not telling and len(pieces) == 1 and pieces[0] in places
    )


def _is_a_name(piece: str) -> bool:
    return (
        piece in words.given_names()
        or piece in words.family_names()
        or ends_like_a_family_name(piece)
    )


def _names_somebody(pieces: list[str]) -> bool:
    """Look for a given name, a family name after an initial, or both."""
    if any(piece in words.given_names() for piece in pieces):
        return True
    if any(piece in words.family_names() or ends_like_a_family_name(piece) for piece in pieces):
        return True
    ambiguous = words.ambiguous_given_names() | words.ambiguous_family_names()
    if len(pieces) > 1 and any(piece in ambiguous for piece in pieces):
        return not any(_holds_an_office_word(piece) for piece in pieces)
    if len(pieces) == 1 and len(pieces[0]) > _SHORTEST_WORD:
        whole = pieces[0]
        if whole[1:] in words.family_names() or whole[:-1] in words.family_names():
            return whole not in words.section("mailbox_words", "offices")
        return _runs_together(whole)
    return False


def _runs_together(whole: str) -> bool:
    """See mariarossi as a given and a family name."""
    for cut in range(3, len(whole) - 2):
        if whole[:cut] in words.given_names() or whole[:cut] in words.ambiguous_given_names():
            rest = whole[cut:]
            if rest in words.family_names() or ends_like_a_family_name(rest):
                return True
        if whole[:cut] in words.family_names() and whole[cut:] in words.given_names():
            return True
    return False


def _looks_like_first_and_last(pieces: list[str], labels: list[str]) -> bool:
    """Take two unknown words, or an initial and one, for a first and a last name."""
    if len(pieces) != len("ab") or any(_holds_an_office_word(piece) for piece in pieces):
        return False
    known = words.section("common", "words") | words.countries() | words.section("places", "cities")
    if any(piece in known or piece in labels for piece in pieces):
        return False
    if len(pieces[0]) == 1 or len(pieces[1]) == 1:
        return max(len(piece) for piece in pieces) >= _SHORTEST_WORD
    return all(len(piece) > _INITIALS for piece in pieces)


def _holds_an_office_word(piece: str) -> bool:
    offices = words.section("mailbox_words", "offices")
    if piece in offices:
        return True
    return (
        any(
            len(word) > _SHORTEST_WORD and (piece.startswith(word) or piece.endswith(word))
            for word in offices
        )
        or piece.startswith("ngo")
        or piece.endswith(("ngo", "ong", "onlus", "asbl", "info"))
    )


def _is_free(labels: list[str]) -> bool:
    """Say whether the domain is one where anybody may open a mailbox."""
    free = words.section("mailbox_words", "freemail")
    return (
        len(labels) <= len(("live", "co", "uk"))
        and labels[0] in free
        and labels[-1] not in _PUBLIC_ENDINGS
    )
