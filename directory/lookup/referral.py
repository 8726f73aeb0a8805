"""Referral: partners at both ends of a way, for needs, a group and a language. Nothing of it is kept anywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.access import Tier
from core.models import Country, Term, Vocabulary
from core.sorting import sort_key
from directory.freshness.states import FreshnessState
from directory.lookup.entries import Entry, entries_of
from directory.lookup.facets import DIRECTORY, SPOKEN
from directory.lookup.privacy import restricted
from search.facets import COUNTRY, SERVICE, TARGET_GROUP
from search.query import SearchQuery
from search.services import SearchResults, search

MOST_NEEDS = 12
_SHOWN_PARTNERS, _READ_PARTNERS, _NEAREST = 12, 100, 5
_FRESHNESS = list(FreshnessState)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: codes of two countries, slugs of terms. Nothing about any person."""

    here: str
    there: str
    needs: tuple[str, ...]
    group: str = ""
    language: str = ""


def _countries() -> list[tuple[str, str]]:
    names = [(country.pk, country.name) for country in Country.objects.all()]
    return [("", _("Choose a country")), *sorted(names, key=lambda pair: sort_key(pair[1]))]  # type: ignore[list-item]


def _terms(vocabulary: str) -> list[tuple[str, str]]:
    return [(term.slug, term.name) for term in Term.objects.of(vocabulary)]


class ReferralForm(forms.Form):
    """The questions of a referral; each is answered from a list, so that nothing about a person can be written."""

    here = forms.ChoiceField(label=_("Where is the person?"), choices=_countries)
    there = forms.ChoiceField(label=_("Where do they want to go?"), choices=_countries)
    needs = forms.MultipleChoiceField(
        label=_("What is needed?"),
        choices=lambda: _terms(Vocabulary.SERVICES),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one service.")},
    )
    group = forms.ChoiceField(
        label=_("For whom?"),
        choices=lambda: [("", _("Anyone")), *_terms(Vocabulary.TARGET_GROUPS)],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Which language is spoken?"),
        choices=lambda: [("", _("Any language")), *_terms(Vocabulary.LANGUAGES)],
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in ("here", "there"):
            self.fields[name].error_messages["required"] = _("Choose a country from the list.")
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choose an answer from the list.")

    def clean_needs(self) -> list[str]:
        """Refuse more needs than a page can answer."""
        needs: list[str] = self.cleaned_data["needs"]
        if len(needs) > MOST_NEEDS:
            raise forms.ValidationError(
                _("Choose at most %(most)d services at a time."), params={"most": MOST_NEEDS}
            )
        return needs

    def asked(self) -> Asked:
        """Return the answers of a valid form."""
        told = self.cleaned_data
        return Asked(
            told["here"], told["there"], tuple(told["needs"]), told["group"], told["language"]
        )


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation at one end, with the needs it states."""

    entry: Entry
    needs: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Return the name of its place in the page."""
        return f"partner-{self.entry.id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """One need at one end: who covers it; for a gap, who states the service without the group or the language."""

    need: str
    count: int
    partners: Sequence[Partner]
    nearest: Sequence[Partner] = ()

    @property
    def is_gap(self) -> bool:
        """Tell whether nobody covers it."""
        return not self.count

    @property
    def more(self) -> int:
        """Return how many cover it beside those that are shown."""
        return max(0, self.count - len(self.partners))


@dataclass(frozen=True, slots=True)
class End:
    """One end of the way."""

    country: str
    answers: Sequence[Answer]
    partners: Sequence[Partner]

    @property
    def gaps(self) -> list[str]:
        """Return the needs that nobody covers here."""
        return [answer.need for answer in self.answers if answer.is_gap]


@dataclass(frozen=True, slots=True)
class Referral:
    """The whole answer; `rows` are the needs with their answers at each end."""

    tier: Tier
    ends: Sequence[End]
    needs: Sequence[str]
    group: str
    language: str

    @property
    def rows(self) -> list[tuple[str, list[Answer]]]:
        """Return each need with its answers, end by end."""
        return [
            (need, [end.answers[place] for end in self.ends])
            for place, need in enumerate(self.needs)
        ]

    @property
    def has_gaps(self) -> bool:
        """Tell whether some need is covered by nobody at some end."""
        return any(end.gaps for end in self.ends)

    @property
    def is_restricted(self) -> bool:
        """Tell whether contacts are shown that are not for everybody."""
        return any(
            restricted(partner.entry.reach.contacts)
            for end in self.ends
            for partner in (*end.partners, *_nearest_of(end))
        )


def referral_of(asked: Asked, tier: Tier) -> Referral:
    """Look partners up at both ends; raises EngineUnavailable when the search engine is down."""
    codes = tuple(dict.fromkeys((asked.here, asked.there)))
    ends = [_Looking(asked, code, tier).end() for code in codes]
    known = search(SearchQuery(scope=DIRECTORY, page_size=1), with_facets=False).known
    return Referral(
        tier=tier,
        ends=ends,
        needs=[answer.need for answer in ends[0].answers],
        group=known.label(TARGET_GROUP.name, asked.group) or "",
        language=known.label(SPOKEN.name, asked.language) or "",
    )


def _nearest_of(end: End) -> Iterable[Partner]:
    return (partner for answer in end.answers for partner in answer.nearest)


@dataclass(frozen=True)
class _Looking:
    """The look-up at one end."""

    asked: Asked
    country: str
    tier: Tier

    def end(self) -> End:
        results = self._search(self.asked.needs, strictly=True)
        known = results.known
        counts = {one.value: one.count for one in results.facets[SERVICE.name]}
        partners = self._partners(results)
        open_needs = tuple(need for need in self.asked.needs if not counts.get(need))
        nearest = self._nearest(open_needs)
        shown = self._shown(partners)
        answers = [
            Answer(
                need=known.label(SERVICE.name, need) or need,
                count=counts.get(need, 0),
                partners=self._meeting(shown, need),
                nearest=self._meeting(nearest, need)[:_NEAREST],
            )
            for need in self.asked.needs
        ]
        return End(
            country=known.label(COUNTRY.name, self.country) or self.country,
            answers=answers,
            partners=shown,
        )

    def _search(self, needs: tuple[str, ...], *, strictly: bool) -> SearchResults:
        chosen = {COUNTRY.name: (self.country,), SERVICE.name: needs}
        if strictly and self.asked.group:
            chosen[TARGET_GROUP.name] = (self.asked.group,)
        if strictly and self.asked.language:
            chosen[SPOKEN.name] = (self.asked.language,)
        query = SearchQuery(
            selections=chosen, scope=DIRECTORY, sort="confirmed", page_size=_READ_PARTNERS
        )
        return search(query)

    def _nearest(self, needs: tuple[str, ...]) -> list[Partner]:
        """Return who states the needs without group and language, where these were asked for."""
        if not needs or not (self.asked.group or self.asked.language):
            return []
        return self._partners(self._search(needs, strictly=False))

    def _partners(self, results: SearchResults) -> list[Partner]:
        """Return the organisations of an answer: those that cover most needs first, then the freshest, then by name."""
        asked = {
            SERVICE.name: self.asked.needs,
            TARGET_GROUP.name: (self.asked.group,),
            SPOKEN.name: (self.asked.language,),
        }
        partners = [
            Partner(entry, self._needs_of(entry, results))
            for entry in entries_of(results.hits, results.known, self.tier, asked)
        ]
        partners.sort(key=lambda one: (-len(one.needs), _FRESHNESS.index(one.entry.standing.state)))
        return partners

    def _needs_of(self, entry: Entry, results: SearchResults) -> tuple[str, ...]:
        covered = {
            value
            for service in entry.service_slugs
            for value in results.known.broader(SERVICE.name, service)
        }
        return tuple(need for need in self.asked.needs if need in covered)

    def _shown(self, partners: Sequence[Partner]) -> list[Partner]:
        """Return the first partners, and for a need that none of them covers the first who does."""
        shown = list(partners[:_SHOWN_PARTNERS])
        for need in self.asked.needs:
            if not self._meeting(shown, need):
                shown += self._meeting(partners, need)[:1]
        return shown

    def _meeting(self, partners: Sequence[Partner], need: str) -> list[Partner]:
        return [partner for partner in partners if need in partner.needs]
