"""Who may import forms: whoever may add pages under the index of charts or of case studies."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from wagtail.models import Page

from accounts.models import User
from practices.models import CaseStudyIndexPage, ImportBatch, PracticeIndexPage

INDEXES: dict[str, type[Page]] = {
    ImportBatch.Kind.PRACTICES: PracticeIndexPage,
    ImportBatch.Kind.CASE_STUDIES: CaseStudyIndexPage,
}


def importable_kinds(user: User | AnonymousUser) -> list[ImportBatch.Kind]:
    """Return the kinds of forms that the user may import."""
    return [
        kind
        for kind in ImportBatch.Kind
        if (index := INDEXES[kind].objects.first())
        and index.permissions_for_user(user).can_add_subpage()
    ]


def may_import(user: User | AnonymousUser) -> bool:
    """Tell whether the user may import anything."""
    return bool(importable_kinds(user))


def visible_batches(user: User | AnonymousUser) -> QuerySet[ImportBatch]:
    """Return the imports that the user may see: the own ones; those who publish see all of a kind.

    A form holds contacts that are not public yet, so what others sent is not everybody's to read.
    """
    batches = ImportBatch.objects.filter(user=user.pk, kind__in=importable_kinds(user))
    for kind, model in INDEXES.items():
        index = model.objects.first()
        if index and index.permissions_for_user(user).can_publish_subpage():
            batches |= ImportBatch.objects.filter(kind=kind)
    return batches
