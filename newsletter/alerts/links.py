"""The signed link by which the owner of a mailbox begins an alert that was asked for with the address."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from newsletter.models import SavedSearch

BEGIN_WITHIN = timedelta(days=7)
_SIGNER = signing.TimestampSigner


def begin_link(search: SavedSearch, language: str) -> str:
    """Return the whole address of the page with the button."""
    token = _SIGNER(salt="newsletter.alert", sep="~").sign(str(search.pk))
    with translation.override(language):
        path = reverse("newsletter:alert_begin", args=[token])
    return f"{settings.SITE_URL}{path}"


def search_of_link(token: str) -> SavedSearch | None:
    """Return the search that a link names; None for a forged or old one and for a search that is gone."""
    try:
        word = _SIGNER(salt="newsletter.alert", sep="~").unsign(token, max_age=BEGIN_WITHIN)
    except signing.BadSignature:
        return None
    # What we have signed is a number.
    return SavedSearch.objects.select_related("subscriber").filter(pk=int(word)).first()
