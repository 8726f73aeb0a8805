"""Pages that everybody may read: published, and neither they nor any page above them restricted."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.models import PageViewRestriction


def open_to_all(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the live pages without a view restriction.

    Wagtail's `public()` reads the restrictions with a query of its own each time; this asks in the same one.
    """
    above = PageViewRestriction.objects.alias(
        own_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(own_path__startswith=F("page__path"))
    return pages.filter(~Exists(above), live=True)
