"""Which published pages cite a page: by a link to it, or by an address of the work it stands for."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from core.links.collecting import digest_of
from core.models import LinkUse
from core.public_pages import open_to_all


def pages_citing(page: Page, addresses: Iterable[str], models: Sequence[type[Page]]) -> list[Page]:
    """Return the public pages of `models` that lead to `page` or to one of `addresses`, by title (one query).

    Links of editors count at once; addresses written out when the worker has read the page (`core.links.collecting`).
    """
    pages_type = ContentType.objects.get_for_model(Page)
    chosen = ReferenceIndex.objects.filter(
        base_content_type=pages_type, to_content_type=pages_type, to_object_id=str(page.pk)
    ).annotate(source=Cast("object_id", IntegerField()))
    digests = {digest_of(form) for url in addresses if url for form in _forms_of(url)}
    written = LinkUse.objects.filter(link__digest__in=digests)
    types = ContentType.objects.get_for_models(*models).values()
    citing = Page.objects.filter(
        Q(pk__in=chosen.values("source")) | Q(pk__in=written.values("page")),
        content_type__in=[one.pk for one in types],
    )
    return list(open_to_all(citing).exclude(pk=page.pk).order_by("title"))


def _forms_of(url: str) -> set[str]:
    """Return an address as people write it: with http or https, with or without the last slash."""
    parts = urlsplit(url.partition("#")[0])
    stem = parts._replace(path=parts.path.rstrip("/"))
    return {
        one._replace(scheme=scheme).geturl()
        for scheme in ("http", "https")
        for one in (stem, stem._replace(path=f"{stem.path}/"))
    }
