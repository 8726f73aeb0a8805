"""Finds an organisation of the directory by a name that somebody wrote down."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from directory.models import OrganisationPage

# A typing error in a long name, no more: "Novi Put" must not become "Novi Sad".
LIKENESS = 93
# A second organisation as near as this makes the likeness worth nothing.
MARGIN = 3
SHORTEST_FOR_LIKENESS = 8

# Legal forms, by which one and the same organisation is written with and without.
_LEGAL_FORMS = re.compile(
    r"\b(?:e ?v|gemeinnutzige gmbh|ggmbh|gmbh|onlus|odv|aps|ets|a ?s ?b ?l|asbl|vzw|r ?y|z ?s|o ?s|"
    r"ltd|inc|ngo|ong|udruga|udruzenje|nvo)\b"
)
_IN_BRACKETS = re.compile(r"[(\[“\"«]([^()\[\]“”\"«»]+)[)\]”\"»]")
_NOT_A_WORD = re.compile(r"[^\w]+")
_ARTICLES = frozenset({"the", "a", "an", "of", "for", "and", "de", "des", "du", "la", "le", "les"})


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and legal form."""
    name = name.casefold().replace("ß", "ss").replace("đ", "d").replace("ł", "l").replace("ø", "o")
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    spaced = _NOT_A_WORD.sub(" ", letters).strip()
    bare = " ".join(_LEGAL_FORMS.sub(" ", spaced).split())
    return bare or spaced


def _in_any_order(folded: str) -> str:
    words = [word for word in folded.split() if word not in _ARTICLES]
    return " ".join(sorted(words or folded.split()))


@dataclass(frozen=True)
class OrganisationMatch:
    """What a name was found to mean: one organisation, or the several that it could mean."""

    pk: int | None = None
    candidates: tuple[str, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether more than one organisation fits, so that none was chosen."""
        return len(self.candidates) > 1


NOTHING = OrganisationMatch()


@dataclass(frozen=True)
class KnownNames:
    """One organisation with every name it goes by."""

    pk: int
    title: str
    names: tuple[str, ...]


class OrganisationNames:
    """All names of the directory, indexed once for a batch; `add()` tells it of new entries."""

    def __init__(self, organisations: Iterable[KnownNames] | None = None) -> None:
        """Read the directory, drafts included, unless names are given."""
        self._titles: dict[int, str] = {}
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._any_order: dict[str, set[int]] = defaultdict(set)
        for one in _directory() if organisations is None else organisations:
            self.add(one)

    def add(self, organisation: KnownNames) -> None:
        """Index one organisation under all its names."""
        self._titles[organisation.pk] = organisation.title
        for name in organisation.names:
            self._exact[fold(name)].add(organisation.pk)
            self._any_order[_in_any_order(fold(name))].add(organisation.pk)

    def knows(self, pk: int) -> bool:
        """Tell whether an organisation is among those whose names are indexed."""
        return pk in self._titles

    def all_names(self) -> list[str]:
        """Return every folded name, for readers that part lists of names."""
        return list(self._exact)

    def find(self, name: str) -> OrganisationMatch:
        """Find the organisation that `name` means.

        Sure ways come first: the name, its parts in and outside brackets, its words in another order.
        Likeness comes last, and only when one organisation alone is near.
        """
        for wording in _wordings(name):
            for index, key in (
                (self._exact, fold(wording)),
                (self._any_order, _in_any_order(fold(wording))),
            ):
                if found := index.get(key):
                    return self._match(found)
        return self._nearest(fold(name))

    def _match(self, found: set[int]) -> OrganisationMatch:
        if len(found) == 1:
            return OrganisationMatch(next(iter(found)))
        return OrganisationMatch(candidates=tuple(sorted(self._titles[pk] for pk in found)))

    def _nearest(self, folded: str) -> OrganisationMatch:
        if len(folded) < SHORTEST_FOR_LIKENESS:
            return NOTHING
        near = process.extract(
            folded, self._exact.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS - MARGIN, limit=10
        )
        near = [one for one in near if len(one[0]) >= SHORTEST_FOR_LIKENESS]
        if not near or near[0][1] < LIKENESS:
            return NOTHING
        return self._match({pk for name, _score, _index in near for pk in self._exact[name]})


def _wordings(name: str) -> list[str]:
    """Return the name whole, then without and in its brackets, then the parts of "Name - ACRONYM"."""
    outside = _IN_BRACKETS.sub(" ", name).strip()
    inside = [part.strip() for part in _IN_BRACKETS.findall(name)]
    dashed = [part.strip() for part in re.split(r"\s[-–—/|]\s", outside)] if outside else []
    wordings = [name, outside, *inside, *(dashed if len(dashed) == 2 else [])]
    return list(dict.fromkeys(wording for wording in wordings if fold(wording)))


def names_of(page: OrganisationPage) -> KnownNames:
    """Return an organisation with every name it goes by."""
    names = (page.title, page.name_en, page.acronym, *page.other_names)
    return KnownNames(page.pk, page.title, tuple(dict.fromkeys(name for name in names if name)))


def _directory() -> Iterable[KnownNames]:
    rows = OrganisationPage.objects.order_by("pk").only(
        "pk", "title", "name_en", "acronym", "other_names"
    )
    return (names_of(page) for page in rows.iterator(chunk_size=2_000))
