"""Owns the records like another one, as pages show them: found by the engine, told in the reader's words.

`similar_records(page.pk, kinds=("practice",), limit=4)` is all that a page needs to call.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search.cards import Card, card_of
from search.engines.base import EngineUnavailable, Hit, SimilarRequest
from search.engines.likeness import FACET_WEIGHTS
from search.engines.selection import get_engine
from search.vocabulary import Vocabulary, recent_vocabulary

logger = logging.getLogger(__name__)
REASONS = 3
"""Sentences of evidence a record, the country among them."""
NAMES = 3
"""Names in one sentence."""
_IN_OTHER_LANGUAGES = 2
"""So many times the wanted number is asked for: translations of one record are shown once."""

_SAME: Mapping[str, str | Promise] = {
    "typology": _("same typology: %(names)s"),
    "service": _("same service: %(names)s"),
    "topic": _("same topic: %(names)s"),
    "exploitation": _("same form of exploitation: %(names)s"),
    "target-group": _("same target group: %(names)s"),
    "country": _("same country: %(names)s"),
}
_OTHER_COUNTRY = _("other country: %(names)s")
_SAME_WORDS = _("many of the same words")


@dataclass(frozen=True, slots=True)
class SimilarRecord:
    """A record like another one, as a card, and why: "same typology: …", "other country: …"."""

    card: Card
    evidence: tuple[str, ...]


def similar_records(
    key: int | str, *, kinds: Sequence[str] = (), limit: int = 4
) -> list[SimilarRecord]:
    """Return the records most like the one with a key (that of its page), the likest first, with the evidence.

    `kinds` are those of `search.documents.KINDS`; without any, records of every kind come. Translations of one
    record come once, in the reader's language if there is one, and never those of the record itself. Nothing is
    raised: when the engine is down, or has no such record, there are none and the page goes on without.
    """
    request = SimilarRequest(str(key), tuple(kinds), limit * _IN_OTHER_LANGUAGES)
    try:
        answer = get_engine().similar(request)
    except EngineUnavailable as error:
        logger.warning("Records like another one are left out: %s", error)
        return []
    if answer.record is None:
        return []
    known, record = recent_vocabulary(), answer.record
    return [
        SimilarRecord(card_of(hit, known), tuple(_evidence(record, hit, known)))
        for hit in _each_once(record, answer.hits)[:limit]
    ]


def _each_once(record: Hit, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits without translations of the record and of each other, in the reader's language if possible."""
    reader = (get_language() or "en").split("-")[0]
    found: dict[str, Hit] = {}
    for hit in hits:
        same = hit.fields["translation"] or hit.key
        if same not in found or hit.fields["language"] == reader:
            found[same] = hit
    found.pop(record.fields["translation"], None)
    return list(found.values())


def _evidence(record: Hit, other: Hit, known: Vocabulary) -> Iterator[str]:
    """Yield what two records share, what says most first, and last where the other one is."""
    ours, theirs = record.fields["facets"], other.fields["facets"]
    shared = {name: set(ours[name]) & set(theirs[name]) for name in FACET_WEIGHTS}
    country = ""
    if shared["country"]:
        country = _sentence(_SAME["country"], "country", shared["country"], known)
    elif ours["country"]:
        country = _sentence(_OTHER_COUNTRY, "country", theirs["country"], known)
    said = [
        sentence
        for name, values in shared.items()
        if name != "country" and (sentence := _sentence(_SAME[name], name, values, known))
    ]
    yield from said[: REASONS - bool(country)]
    if country:
        yield country
    if not said and not shared["country"]:
        yield str(_SAME_WORDS)


def _sentence(text: str | Promise, facet: str, values: Iterable[str], known: Vocabulary) -> str:
    """Return a sentence with the names of values, or nothing; a broader term is not named beside a narrower one."""
    values = set(values)
    broader = {one for value in values for one in known.broader(facet, value) if one != value}
    ordered = sorted(values - broader, key=lambda value: (known.order(facet, value), value))
    names = [name for value in ordered if (name := known.label(facet, value))]
    return str(text) % {"names": ", ".join(names[:NAMES])} if names else ""
