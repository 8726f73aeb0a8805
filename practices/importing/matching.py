"""Finds the page that a record is a newer version of."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from directory.matching import OrganisationNames
from practices.importing.kinds import AnyPage, Kind
from practices.services.organisations import organisation_of


def find_match(
    kind: Kind, record: Mapping[str, Any], directory: OrganisationNames
) -> AnyPage | None:
    """Return the page with the record's slug, else the one with its number and one of its organisations.

    Of several the one of the same title is taken, else the oldest.
    """
    pages: QuerySet[Any] = kind.model.objects.all()
    slug = record.get("slug")
    if slug and (page := pages.filter(slug=slug).first()):
        return page
    number, names = record.get("number"), kind.organisations(record)
    if number is None or not names:
        return None
    organisations = [organisation_of(name, directory)[0] for name in names]
    known = [organisation.pk for organisation in organisations if organisation]
    same = pages.filter(number=number, **{f"{kind.organisation_path}__in": known}).distinct()
    found = list(same.order_by("pk")) or _by_printed_name(kind, number, names)
    title = record.get("name") or record.get("title")
    return next((page for page in found if page.title == title), found[0] if found else None)


def _by_printed_name(kind: Kind, number: int, names: list[str]) -> list[AnyPage]:
    """Return pages whose organisation is not in the directory and is printed in the same way."""
    path = kind.organisation_path.removesuffix("organisation") + (
        "printed_name" if "__" in kind.organisation_path else "printed_organisation"
    )
    same = kind.model.objects.filter(number=number, **{f"{path}__in": names})
    return list(same.distinct().order_by("pk"))
