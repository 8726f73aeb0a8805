"""Owns what is added to the stored counts, and what is removed from them when its time is over."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from search.insight.counting import Key
from search.insight.tallies import forget_tallies, tally
from search.insight.words import tellable_words
from search.models import SearchCount, UnansweredWord
from search.vocabulary import vocabulary

THRESHOLD = 5
"""A word is written down from so many counts on one day on; values of filters are shown from so many on."""
MOST_WORDS_A_DAY = 200
WORDS_KEPT = timedelta(days=90)
COUNTS_KEPT = timedelta(days=400)


@transaction.atomic
def add_counts(day: date, counts: Mapping[Key, int]) -> None:
    """Add to the counts of a day, whoever else adds at the same time."""
    rows = [SearchCount(day=day, kind=one.kind, name=one.name, value=one.value) for one in counts]
    SearchCount.objects.bulk_create(rows, ignore_conflicts=True)
    for one, number in counts.items():
        SearchCount.objects.filter(day=day, kind=one.kind, name=one.name, value=one.value).update(
            count=F("count") + number
        )


def add_words(day: date, queries: Collection[Collection[str]]) -> None:
    """Tally the words of queries that found nothing, and write down those that are common enough.

    Raises EngineUnavailable, OSError.
    """
    words = tellable_words(queries, vocabulary()) if queries else set()
    if not words:
        return
    common = {word: count for word, count in tally(day, words).items() if count >= THRESHOLD}
    room = MOST_WORDS_A_DAY - UnansweredWord.objects.filter(day=day).count() if common else 0
    for word, count in common.items():
        known = UnansweredWord.objects.filter(day=day, word=word)
        if not known.update(count=count) and room > 0:
            UnansweredWord.objects.bulk_create(
                [UnansweredWord(day=day, word=word, count=count)], ignore_conflicts=True
            )
            room -= 1


def forget(today: date) -> None:
    """Remove what is older than it is kept for, and the tallies of days that are over. Raises OSError."""
    forget_tallies(today)
    UnansweredWord.objects.filter(day__lt=today - WORDS_KEPT).delete()
    SearchCount.objects.filter(day__lt=today - COUNTS_KEPT).delete()
