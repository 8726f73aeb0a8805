"""Invents one record after the other: organisations, charts and cases that hang together and are marked as invented."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from wagtail.models import Page

from core.models import Vocabulary
from directory.models import MembershipStatus, OrganisationPage
from practices.models import (
    AgeGroup,
    AreaScope,
    CaseActor,
    CaseStudyPage,
    Category,
    EvidenceLevel,
    FundingSource,
    Gender,
    HumanResource,
    InKindResource,
    Licence,
    PracticeLink,
    PracticeOrganisation,
    PracticePage,
    ResultFigure,
)
from practices.synthetic.bulk import NewPage
from practices.synthetic.facts import Facts, Skewed, period, shares
from practices.synthetic.reach import give_reach
from practices.synthetic.words import LANGUAGES, WordStock, word_stocks

LAST_YEAR = 2025
# Nothing is dated by the clock, so that the same seed writes the same records on any day.
LAST_DAY = datetime(LAST_YEAR, 12, 31, 12, tzinfo=UTC)

_CATEGORIES = Skewed("BACD", 0.6)
_LANGUAGES = Skewed(LANGUAGES, 1.3)
_SCOPES = Skewed(list(AreaScope), 0.5)
_EVIDENCE = Skewed(list(EvidenceLevel), 0.7)
_LICENCES = Skewed(list(Licence))
_STATUSES = Skewed(
    [MembershipStatus.LISTED, MembershipStatus.MEMBER, MembershipStatus.PARTNER], 1.2
)
_ACTORS = Skewed(list(CaseActor.Kind), 0.7)
_GENDERS = Skewed(list(Gender), 1.0)
_AGES = Skewed(list(AgeGroup), 1.0)
_UNITS = Skewed(["persons", "%", "sessions", "cases", "visits"])


def source_of(seed: int) -> str:
    """Return the source that every record of a seed names; it tells invented records from real ones."""
    return f"Synthetic record, invented for benchmarks (seed {seed})"


@dataclass
class Inventor:
    """Draws records from one seeded source of chance; `organisations` are the keys that charts may name."""

    seed: int
    rng: Random = field(init=False)
    stocks: dict[str, WordStock] = field(init=False)
    facts: Facts = field(init=False)
    organisations: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare words and lists."""
        self.rng = Random(self.seed)  # noqa: S311 - invented text, not a secret
        self.stocks = word_stocks(self.rng)
        self.facts = Facts(self.rng)

    def organisation(self, number: int) -> NewPage:
        """Return an organisation."""
        rng, words = self.rng, self._words()
        countries = self.facts.countries.some(rng, 1, 2)
        founded = rng.randint(1955, LAST_YEAR - 2)
        status = _STATUSES.one(rng)
        page = OrganisationPage(
            name_en=f"Synthetic {self.stocks['en'].phrase(rng, 2)} Centre {number}",
            acronym=f"SY{number}",
            type=self.facts.term(Vocabulary.ORGANISATION_TYPES, rng),
            city=words.phrase(rng, 1),
            website=f"https://organisation-{number}.example.org/",
            email=f"office@organisation-{number}.example.org",
            founded=founded,
            description=words.text(rng, rng.randint(3, 6)),
            summary=words.text(rng, 2),
            membership_status=status,
            member_since=rng.randint(founded, LAST_YEAR)
            if status != MembershipStatus.LISTED
            else None,
            as_of=LAST_YEAR,
            source=source_of(self.seed),
        )
        self._describe(page, f"{words.phrase(rng, 2)} {number}", f"organisation-{number}")
        terms = (
            self.facts.terms(Vocabulary.SERVICES, rng, 2, 8)
            + self.facts.terms(Vocabulary.TARGET_GROUPS, rng, 1, 5)
            + self.facts.terms(Vocabulary.LANGUAGES, rng, 1, 4)
        )
        links: dict[str, Iterable[Any]] = {
            "countries": countries,
            "terms": [term.pk for term in terms],
        }
        # A source of chance of its own, so that the charts of a seed stay what they were.
        rows = give_reach(page, countries, number, Random(f"{self.seed} {number}"))  # noqa: S311
        return NewPage(page, rows=rows, links=links)

    def practice(self, number: int) -> NewPage:
        """Return a practice chart."""
        rng, words = self.rng, self._words()
        category = _CATEGORIES.one(rng)
        start, end = period(rng, LAST_YEAR)
        typologies = self.facts.typologies(category, rng)
        page = PracticePage(
            number=number,
            summary=words.text(rng, rng.randint(2, 3)),
            name_original=words.phrase(rng, 4),
            category=Category(category),
            typology_text="; ".join(term.label for term in typologies),
            period_start=start,
            period_end=end,
            area_scope=_SCOPES.one(rng),
            area=words.phrase(rng, 3),
            target_group_note=words.sentence(rng) if rng.random() < 0.4 else "",
            evidence_level=_EVIDENCE.one(rng),
            licence=_LICENCES.one(rng),
            source_title=source_of(self.seed),
            source_year=end or LAST_YEAR,
        )
        for name, longest, share in _ITEMS:
            if rng.random() < share:
                setattr(page, name, words.paragraphs(rng, longest))
        self._describe(page, words.phrase(rng, rng.randint(3, 7)), f"practice-{number}")
        terms = [
            *typologies,
            *self.facts.terms(Vocabulary.TARGET_GROUPS, rng, 1, 4),
            *self.facts.terms(Vocabulary.EXPLOITATION_FORMS, rng, 1, 3),
            *self.facts.terms(Vocabulary.SERVICES, rng, 0, 4),
            *self.facts.terms(Vocabulary.TOPICS, rng, 1, 4),
        ]
        return NewPage(
            page,
            rows=[
                *self._organisation_rows(),
                *self._resource_rows(words),
                *self._result_rows(words, number),
            ],
            links={
                "countries": self.facts.countries.some(rng, 1, 3),
                "terms": [term.pk for term in terms],
            },
        )

    def case_study(self, number: int) -> NewPage:
        """Return a case study; it describes nobody, its sentences mean nothing."""
        rng, words = self.rng, self._words()
        organisation = self._organisation()
        page = CaseStudyPage(
            number=number,
            summary=words.text(rng, 2),
            gender=_GENDERS.one(rng),
            age_group=_AGES.one(rng),
            source_title=source_of(self.seed),
            source_year=LAST_YEAR,
            **({"organisation_id": organisation[0]} if organisation else {}),
        )
        for name in _QUESTIONS:
            setattr(page, name, words.paragraphs(rng, 5))
        self._describe(page, words.phrase(rng, rng.randint(4, 7)), f"case-{number}")
        terms = [
            *self.facts.terms(Vocabulary.EXPLOITATION_FORMS, rng, 1, 2),
            *self.facts.terms(Vocabulary.RECRUITMENT_CHANNELS, rng, 1, 2),
            *self.facts.terms(Vocabulary.RECRUITMENT_OFFERS, rng, 1, 1),
            *self.facts.terms(Vocabulary.CONTACT_CHANNELS, rng, 1, 1),
            *self.facts.terms(Vocabulary.CASE_NEEDS, rng, 1, 4),
            *self.facts.terms(Vocabulary.LESSON_TAGS, rng, 1, 4),
        ]
        actors = [
            CaseActor(kind=_ACTORS.one(rng), role=words.sentence(rng))
            for _ in range(rng.randint(1, 4))
        ]
        return NewPage(
            page,
            rows=actors,
            links={
                "countries": self.facts.countries.some(rng, 2, 3),
                "terms": [term.pk for term in terms],
            },
        )

    def _words(self) -> WordStock:
        return self.stocks[_LANGUAGES.one(self.rng)]

    def _describe(self, page: Page, title: str, name: str) -> None:
        """Fill what every page has: title, address, keys and dates, all drawn from the seed."""
        published = LAST_DAY - timedelta(minutes=int(self.rng.expovariate(1 / 1_500_000)))
        page.title = title[:200]
        page.slug = f"synthetic-{self.seed}-{name}"
        page.translation_key = UUID(int=self.rng.getrandbits(128), version=4)
        page.first_published_at = published
        page.last_published_at = min(published + timedelta(days=self.rng.randint(0, 400)), LAST_DAY)
        page.live, page.has_unpublished_changes = True, False

    def _organisation(self) -> tuple[int, str] | None:
        """Return key and name of an organisation; the first ones have most of the charts."""
        if not self.organisations:
            return None
        place = int(len(self.organisations) * self.rng.random() ** 2.5)
        return self.organisations[place]

    def _organisation_rows(self) -> list[PracticeOrganisation]:
        drawn = [self._organisation() for _ in range(self.rng.choice((1, 1, 1, 2, 3)))]
        return [
            PracticeOrganisation(organisation_id=key, printed_name=name)
            for key, name in dict.fromkeys(one for one in drawn if one)
        ]

    def _resource_rows(
        self, words: WordStock
    ) -> list[HumanResource | InKindResource | FundingSource]:
        rng = self.rng
        people = [
            HumanResource(role=words.phrase(rng, 2), count=rng.choice((None, 1, 1, 2, 3, 5, 12)))
            for _ in range(rng.randint(1, 3))
        ]
        goods = [
            InKindResource(item=words.phrase(rng, 1), count=rng.choice((None, 1, 2, 4)))
            for _ in range(rng.randint(0, 2))
        ]
        funding = [
            FundingSource(source=words.phrase(rng, 2), percent=percent)
            for percent in shares(rng, rng.randint(1, 3))
        ]
        return [*people, *goods, *funding]

    def _result_rows(self, words: WordStock, number: int) -> list[ResultFigure | PracticeLink]:
        rng = self.rng
        figures: list[ResultFigure | PracticeLink] = []
        for _ in range(rng.randint(0, 3)):
            unit = _UNITS.one(rng)
            value = (
                rng.randint(1, 100) if unit == "%" else int(rng.paretovariate(0.9) * 10) % 100_000
            )
            figures.append(ResultFigure(label=words.phrase(rng, 3), value=value, unit=unit))
        if rng.random() < 0.5:
            figures.append(PracticeLink(title="", url=f"https://practice-{number}.example.org/"))
        return figures


# Item, sentences at most, share of the charts that answer it.
_ITEMS = (
    ("background", 10, 0.95),
    ("objectives", 5, 0.97),
    ("activities", 8, 0.98),
    ("methods", 6, 0.9),
    ("tools", 3, 0.5),
    ("results", 8, 0.9),
    ("strengths", 4, 0.8),
    ("innovation", 4, 0.7),
    ("challenges", 4, 0.7),
    ("learning", 3, 0.2),
    ("transferability", 4, 0.8),
    ("mainstreaming", 3, 0.4),
)
_QUESTIONS = (
    "need",
    "background",
    "first_contact",
    "obstacles",
    "steps",
    "collaboration",
    "assessment_of_wishes",
    "privacy_measures",
    "worked",
    "did_not_work",
    "tools",
    "recommendations",
)
