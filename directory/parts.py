"""Parts of pages that the directory supplies."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.parts import Part, register_part
from directory.selectors import listed_organisations, questions


def _find_a_partner(request: HttpRequest | None) -> dict[str, Any]:
    return {"questions": questions(), "organisation_count": listed_organisations().count()}


register_part(
    Part(
        name="find-a-partner",
        label=_("Find a partner: three questions"),
        template="directory/_find_a_partner.html",
        context=_find_a_partner,
    )
)
