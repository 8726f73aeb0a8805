"""The organisation of the directory that a record means by a slug or a name."""

from directory.matching import OrganisationNames
from directory.models import OrganisationPage


def organisation_of(
    text: str, directory: OrganisationNames | None = None
) -> tuple[OrganisationPage | None, str]:
    """Return the organisation and the name to keep as printed (empty when `text` is its slug or title)."""
    by_slug = OrganisationPage.objects.filter(slug=text).first()
    if by_slug is not None:
        return by_slug, ""
    match = (directory or OrganisationNames()).find(text)
    if match.pk is None:
        return None, text
    organisation = OrganisationPage.objects.get(pk=match.pk)
    return organisation, "" if organisation.title == text else text
