"""Imports of people who write for their organisations: their own records, and nothing of others is shown.

Editors import for everybody, and nothing here concerns them.
"""

from typing import Any

from django.utils.translation import gettext as _

from directory.models import OrganisationPage
from directory.ownership import organisations_of
from practices.importing import PRACTICES, PlannedRecord
from practices.importing.kinds import AnyPage
from practices.own_records import default_organisations, is_limited
from practices.services.organisations import organisation_of


def own_match(match: AnyPage | None, user: Any) -> AnyPage | None:
    """Return the page that a record is a version of, unless the person may not edit it.

    Such a page is none for the person: what it says would be shown beside the form.
    """
    if match is None or not is_limited(user):
        return match
    return match if match.permissions_for_user(user).can_edit() else None


def keep_to_own(planned: PlannedRecord, user: Any) -> str:
    """Let a record be the person's own; return why it cannot be, or an empty text.

    A record whose form names no organisation of the directory gets that of the person.
    """
    if not is_limited(user):
        return ""
    planned.match = own_match(planned.match, user)
    if refusal := refusal_of_strangers(planned, user):
        default = default_organisations(user)
        if _means(planned) or not default:
            return refusal
        _name(planned, default[0])
    return ""


def refusal_of_strangers(planned: PlannedRecord, user: Any) -> str:
    """Return why a person may not send a record that names none of the own organisations."""
    is_silent = planned.match is not None and not _names(planned)
    if not is_limited(user) or is_silent or _means(planned) & organisations_of(user):
        return ""
    return _(
        "The form names none of your organisations. Write yours into it, or ask the editors to import it."
    )


def _names(planned: PlannedRecord) -> list[str]:
    return planned.kind.organisations(planned.record)


def _means(planned: PlannedRecord) -> set[int]:
    """Return the entries of the directory that a record names, by key, slug or name."""
    keys = planned.record.get("organisation_keys") or {}
    slugs = [keys.get(name, "") for name in _names(planned)]
    found = set(OrganisationPage.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    named = [organisation_of(name, planned.directory)[0] for name in _names(planned)]
    return found | {organisation.pk for organisation in named if organisation}


def _name(planned: PlannedRecord, organisation: OrganisationPage) -> None:
    if planned.kind is PRACTICES:
        planned.record["organisations"] = [organisation.slug, *_names(planned)]
    else:
        planned.record["organisation"] = organisation.slug
