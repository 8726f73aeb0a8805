"""Which pages a person meets in the admin, and which of them can be chosen as the target of a link."""

from django.db.models import QuerySet
from wagtail.models import Page

from directory.page_policy import Person, page_policy


def sees_every_page(user: Person) -> bool:
    """Tell whether nothing of the site's content is hidden from the person."""
    return page_policy().sees_every_page(user)


def explorable_pages(user: Person) -> QuerySet[Page]:
    """Return the pages that the person meets in the admin."""
    return page_policy().explorable_instances(user)


def known_pages(user: Person) -> QuerySet[Page]:
    """Return the pages of which the person may know by their names."""
    return page_policy().known_instances(user)


def choosable_pages(user: Person) -> QuerySet[Page]:
    """Return the pages to which the person may link by way of a chooser."""
    return page_policy().choosable_instances(user)


def writes_for_own(user: Person) -> bool:
    """Tell whether the person writes for organisations of their own and for nobody else."""
    return page_policy().writes_for_own(user)
