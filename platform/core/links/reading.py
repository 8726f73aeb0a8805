"""What is known of single addresses."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.links.collecting import digest_of
from core.models import ExternalLink


def broken_since(addresses: Iterable[str]) -> Mapping[str, datetime]:
    """Return since when addresses have been broken, as far as was checked; the others are left out (one query).

    A link that editors chose to ignore is none: they know better.
    """
    asked = {digest_of(url.partition("#")[0]): url for url in addresses if url}
    if not asked:
        return {}
    broken = ExternalLink.objects.filter(
        digest__in=asked, broken_since__isnull=False, is_ignored=False
    )
    return {
        asked[digest]: since
        for digest, since in broken.values_list("digest", "broken_since")
        if since
    }
