"""An entry as a list shows it: what was found, how far it can be relied on, and how to reach it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.access import Tier
from core.markup import fill, joined
from directory.disclosure import DisclosedContact, DisclosedOrganisation
from directory.disclosure_batches import CONTACTS, Discloser
from directory.freshness.states import FreshnessState
from directory.models import ConfirmationMethod, ContactKind, MembershipStatus
from search.cards import Card, card_of
from search.engines.base import Hit
from search.vocabulary import Vocabulary

SHOWN_SERVICES, SHOWN_GROUPS, SHOWN_CONTACTS, SHOWN_WORDS = 7, 5, 3, 32
# Whoever looks up a partner has somebody to refer; the press comes last.
_ORDER = (ContactKind.REFERRAL, ContactKind.HOTLINE, ContactKind.OFFICE, ContactKind.PRESS)


@dataclass(frozen=True, slots=True)
class Label:
    """A term by its name; `is_asked` when the reader asked for it."""

    name: str
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an entry can be relied on: its state, and the confirmation behind it."""

    state: FreshnessState
    at: datetime | None
    how: ConfirmationMethod | None
    as_of: int | None

    @property
    def words(self) -> str:
        """Return it in a few words; twenty times a page, a template is too slow for it."""
        if self.at is None:
            if self.as_of:
                return _("As of %(year)s, not confirmed since") % {"year": self.as_of}
            return _("Not confirmed yet")
        texts = {
            FreshnessState.DUE: _("Confirmed %(day)s, due again"),
            FreshnessState.OVERDUE: _("Last confirmed %(day)s: overdue"),
        }
        day = date_format(timezone.localtime(self.at), "j F Y")
        return texts.get(self.state, _("Confirmed %(day)s")) % {"day": day}


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation in a list; what may be restricted stands in `reach`, disclosed to the viewer."""

    id: int
    url: str
    language: str
    title: SafeString
    summary: SafeString
    acronym: str
    city: str
    countries: tuple[str, ...]
    membership: str
    services: tuple[Label, ...]
    target_groups: tuple[Label, ...]
    spoken: tuple[Label, ...]
    standing: Standing
    reach: DisclosedOrganisation
    service_slugs: tuple[str, ...] = ()

    @property
    def beginning(self) -> SafeString:
        """Return the first words of the summary; a parser reads it only where marks stand in what is cut."""
        if len(self.summary.split()) <= SHOWN_WORDS:
            return self.summary
        return SafeString(Truncator(self.summary).words(SHOWN_WORDS, html="<" in self.summary))

    @property
    def services_line(self) -> SafeString:
        """Return the first services in a row, those that were asked for in front."""
        return in_a_row(asked_first(self.services)[:SHOWN_SERVICES])

    @property
    def more_services(self) -> int:
        """Return how many more there are."""
        return max(0, len(self.services) - SHOWN_SERVICES)

    @property
    def groups_line(self) -> SafeString:
        """Return the first target groups in a row, those that were asked for in front."""
        return in_a_row(asked_first(self.target_groups)[:SHOWN_GROUPS])

    @property
    def spoken_line(self) -> SafeString:
        """Return the languages spoken in a row, those that were asked for in front."""
        return in_a_row(asked_first(self.spoken))

    @property
    def place_line(self) -> SafeString:
        """Return where the organisation is and how it belongs, in the parts of one line."""
        countries = fill("<b>{}</b>", ", ".join(self.countries)) if self.countries else ""
        parts = [countries, self.city, self.acronym, self.membership]
        return joined([fill("<span>{}</span>", part) for part in parts if part])

    @property
    def contacts(self) -> list[DisclosedContact]:
        """Return the first contacts by which the organisation is reached, referral in front."""
        return in_order(self.reach.contacts)[:SHOWN_CONTACTS]


def entries_of(
    hits: Iterable[Hit], known: Vocabulary, tier: Tier, asked: dict[str, tuple[str, ...]]
) -> list[Entry]:
    """Return hits as entries, with what a viewer of `tier` may see, without those withdrawn since (two queries)."""
    cards = {int(hit.key): card_of(hit, known) for hit in hits}
    disclosed = Discloser(tier, frozenset({CONTACTS})).disclose(list(cards)) if cards else []

    @cache
    def label(facet: str, value: str) -> Label:
        is_asked = is_met(known, facet, value, asked.get(facet, ()))
        return Label(known.label(facet, value) or value, is_asked)

    return [_entry(cards[reach.id], reach, label) for reach in disclosed]


def _entry(card: Card, reach: DisclosedOrganisation, label: Callable[[str, str], Label]) -> Entry:
    stored = card.fields["card"]

    def labels(facet: str, key: str) -> tuple[Label, ...]:
        return tuple(label(facet, value) for value in stored.get(key, ()))

    status = MembershipStatus(stored.get("membership") or MembershipStatus.LISTED)
    return Entry(
        id=reach.id,
        url=card.fields["url"],
        language=card.language,
        title=card.title,
        summary=card.summary,
        acronym=stored.get("acronym", ""),
        city=stored.get("city", ""),
        countries=card.countries,
        membership="" if status == MembershipStatus.LISTED else str(status.label),
        services=labels("service", "services"),
        target_groups=labels("target-group", "target_groups"),
        spoken=labels("spoken", "spoken"),
        standing=Standing(
            FreshnessState(stored.get("state") or FreshnessState.UNCONFIRMED),
            reach.confirmation.at,
            reach.confirmation.how,
            reach.as_of,
        ),
        reach=reach,
        service_slugs=tuple(stored.get("services", ())),
    )


def entry_of(shown: DisclosedOrganisation, url: str, state: FreshnessState) -> Entry:
    """Return an entry that no search found, from everything that was disclosed of it."""
    confirmed, status = shown.confirmation, shown.membership.status
    return Entry(
        id=shown.id,
        url=url,
        language=shown.language,
        title=escape(shown.name),
        summary=escape(shown.summary or shown.description),
        acronym=shown.acronym,
        city=shown.city,
        countries=tuple(country.name for country in shown.countries),
        membership="" if status == MembershipStatus.LISTED else str(status.label),
        services=tuple(Label(term.name) for term in shown.services),
        target_groups=tuple(Label(term.name) for term in shown.target_groups),
        spoken=tuple(Label(term.name) for term in shown.languages),
        standing=Standing(state, confirmed.at, confirmed.how, shown.as_of),
        reach=shown,
    )


def is_met(known: Vocabulary, facet: str, value: str, asked: Iterable[str]) -> bool:
    """Tell whether a value, or a broader one, is among those asked for."""
    return not set(known.broader(facet, value)).isdisjoint(asked)


def in_a_row(labels: Iterable[Label]) -> SafeString:
    """Return labels as one line of HTML, what was asked for in bold; a template takes ten times as long over it."""
    return joined([fill("<b>{}</b>" if one.is_asked else "{}", one.name) for one in labels], ", ")


def asked_first(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return labels with those that were asked for in front."""
    return tuple(sorted(labels, key=lambda label: not label.is_asked))


def in_order(contacts: Iterable[DisclosedContact]) -> list[DisclosedContact]:
    """Return contacts as somebody needs them: referral, hotline, office, press."""
    return sorted(contacts, key=lambda contact: _ORDER.index(ContactKind(contact.kind)))
