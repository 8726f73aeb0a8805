"""Whose work a version of a page is: who wrote it, who submitted it, whether it needs the editorial way."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision, WorkflowState

from core.editorial.reviewers import Person


def versions_since_publication(page: Page) -> QuerySet[Revision]:
    """Return the versions that are newer than what readers see; all of them when they see none."""
    versions = page.revisions.all()
    return versions.filter(pk__gt=page.live_revision_id) if page.live_revision_id else versions


def submissions_since_publication(page: Page) -> QuerySet[WorkflowState]:
    """Return the submissions that were neither cancelled nor published; one that ends now is among them."""
    states = page.workflow_states.exclude(status=WorkflowState.STATUS_CANCELLED)
    if page.live and page.last_published_at:
        states = states.filter(
            Q(created_at__gt=page.last_published_at)
            | Q(status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES))
        )
    return states


def authors_of(page: Page) -> set[int]:
    """Return the keys of those who wrote or submitted what is not published yet.

    None of them is a second person. The author of the newest version is among them, whatever was published.
    """
    keys = set(versions_since_publication(page).values_list("user_id", flat=True))
    keys |= set(submissions_since_publication(page).values_list("requested_by_id", flat=True))
    newest = page.get_latest_revision()
    if newest is not None:
        keys.add(newest.user_id)
    if not page.live_revision_id:
        keys.add(page.owner_id)
    return {key for key in keys if key is not None}


def is_contribution(page: Page, version: Revision | None = None) -> bool:
    """Tell whether what is not published yet was submitted, or written by somebody who may not publish it.

    `version` is the one that is about to be published. Work of editors alone, and of commands, is no
    contribution: editors see the findings as a warning.
    """
    if submissions_since_publication(page).exists():
        return True
    keys = set(versions_since_publication(page).values_list("user_id", flat=True))
    if version is not None:
        keys.add(version.user_id)
    authors = get_user_model().objects.filter(pk__in=keys - {None})
    return any(not page.permissions_for_user(author).can_publish() for author in authors)


def is_second_person(user: Person, page: Page) -> bool:
    """Tell whether `user` had no part in what is not published yet."""
    return user.pk not in authors_of(page)
