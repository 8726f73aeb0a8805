"""One issue as a page of the archive: what was sent, without what left the public since."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString

from newsletter.archive.listing import listed_issues
from newsletter.composing.issue_content import parts_of
from newsletter.composing.parts import Output, Part, render
from newsletter.models import IssuePage


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The issue before or after."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class IssueView:
    """What the page of an issue shows."""

    parts: list[Part]
    body: SafeString
    previous: Neighbour | None
    following: Neighbour | None
    structured_data: dict[str, Any]


def view_of_issue(issue: IssuePage, *, request: HttpRequest | None) -> IssueView:
    """Return an issue as its page shows it."""
    parts = parts_of(issue)
    previous, following = _neighbours(issue, request)
    return IssueView(
        parts=parts,
        body=render(parts, Output.WEB),
        previous=previous,
        following=following,
        structured_data=_structured_data(issue, request),
    )


def _neighbours(
    issue: IssuePage, request: HttpRequest | None
) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the issues before and after in the order of the archive (two short queries)."""
    newest_first = list(listed_issues(issue.get_parent()).values_list("pk", flat=True))
    if issue.pk not in newest_first:
        return None, None
    place = newest_first.index(issue.pk)
    wanted = {
        step: newest_first[place + step]
        for step in (1, -1)
        if 0 <= place + step < len(newest_first)
    }
    pages = IssuePage.objects.in_bulk(list(wanted.values()))
    found = {
        step: Neighbour(pages[pk].title, pages[pk].get_url(request) or "")
        for step, pk in wanted.items()
    }
    return found.get(1), found.get(-1)


def _structured_data(issue: IssuePage, request: HttpRequest | None) -> dict[str, Any]:
    published = issue.issued_on or (issue.first_published_at and issue.first_published_at.date())
    return {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "name": issue.title,
        "issueNumber": issue.number,
        "datePublished": published.isoformat() if published else "",
        "inLanguage": issue.locale.language_code,
        "description": issue.summary or issue.preheader,
        "url": issue.get_full_url(request) or "",
        "isPartOf": {
            "@type": "Periodical",
            "name": issue.get_parent().title,
            "publisher": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME},
        },
    }
