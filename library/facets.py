"""What searches for policies and publications narrow by beyond what all records have."""

import time
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.models import Vocabulary
from library.models import PolicyLevel, PolicyPage, PolicyStatus
from search.facets import Facet, Labels, register_facet

_FRESH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class BodyFacet(Facet):
    """The bodies that made instruments, by the slug of their name as records print it."""

    def label(self, value: str, labels: Labels) -> str | None:
        """Return the name of a body."""
        known = _bodies(int(time.monotonic()) // _FRESH_SECONDS)
        if value not in known:
            _bodies.cache_clear()
            known = _bodies(int(time.monotonic()) // _FRESH_SECONDS)
        return known.get(value)


def body_value(body: str) -> str:
    """Return the value by which the facet knows a body."""
    return slugify(body)


@lru_cache(maxsize=1)
def _bodies(minute: int) -> dict[str, str]:
    """Return the names of the bodies of published policies by their value; `minute` lets them be read again."""
    rows = PolicyPage.objects.live().order_by().values_list("body", flat=True).distinct()
    return {body_value(body): body for body in rows if body}


POLICY = "policy"
BOTH = (POLICY, "publication")

DOCUMENT_KIND = register_facet(
    Facet(
        "document-kind",
        _("Kind of document"),
        _("All kinds of documents"),
        vocabulary=Vocabulary.DOCUMENT_TYPES.value,
    ),
    kinds=BOTH,
)
LEVEL = register_facet(
    Facet(
        "level",
        _("Level"),
        _("All levels"),
        labels={level.value: level.label for level in PolicyLevel},
    ),
    kinds=(POLICY,),
)
BODY = register_facet(BodyFacet("body", _("Body"), _("All bodies")), kinds=(POLICY,))
STATUS = register_facet(
    Facet(
        "status",
        _("In force"),
        _("All"),
        labels={status.value: status.label for status in PolicyStatus},
    ),
    kinds=(POLICY,),
)
REGION = register_facet(
    Facet("region", _("Region"), _("All regions"), vocabulary=Vocabulary.REGIONS.value), kinds=BOTH
)
