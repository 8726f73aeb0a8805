"""What editors choose from in the blocks of an issue: kinds, countries and topics, in the language of the admin."""

from core.models import Country, Term, Vocabulary
from core.sorting import sort_key
from newsletter.composing.items import ITEM_KINDS
from search.vocabulary import KIND_LABELS


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of records that an issue tells of."""
    return [(kind, str(KIND_LABELS[kind])) for kind in ITEM_KINDS]


def country_choices() -> list[tuple[str, str]]:
    """Return the countries by name."""
    named = [(country.pk, country.name) for country in Country.objects.all()]
    return sorted(named, key=lambda one: sort_key(one[1]))


def topic_choices() -> list[tuple[str, str]]:
    """Return the topics by their places in the facet of the search."""
    return [(term.slug, term.name) for term in Term.objects.of(Vocabulary.TOPICS)]
