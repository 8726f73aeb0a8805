"""The same records as a developer with Wagtail would model them: texts to search, and a relation for each facet.

A plain model, for which Wagtail's search has less to join than for a page.
"""

from django.db import models
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

SINGLE = ("kind", "category", "language")
SEVERAL = (
    "country",
    "typology",
    "service",
    "target_group",
    "exploitation",
    "topic",
    "organisation",
)


class Value(models.Model):
    """One value of a facet."""

    facet = models.CharField(max_length=30)
    name = models.CharField(max_length=60)


def _values() -> models.ManyToManyField:
    return models.ManyToManyField(Value, related_name="+")


class RecordQuerySet(SearchableQuerySetMixin, models.QuerySet):
    """Records that can be searched."""


class Record(index.Indexed, models.Model):
    """One record."""

    title = models.CharField(max_length=255)
    summary = models.TextField()
    names = models.TextField()
    body = models.TextField()
    published_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=30, db_index=True)
    category = models.CharField(max_length=1, db_index=True)
    language = models.CharField(max_length=5, db_index=True)
    country = _values()
    typology = _values()
    service = _values()
    target_group = _values()
    exploitation = _values()
    topic = _values()
    organisation = _values()

    objects = RecordQuerySet.as_manager()
    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("names", boost=3),
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        *(index.FilterField(name) for name in (*SINGLE, *SEVERAL, "published_at")),
        index.RelatedFields("country", [index.FilterField("name")]),
    ]
