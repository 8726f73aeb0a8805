"""The newest issues as an Atom feed, by which a reader follows the newsletter without giving an address."""

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from core.public_pages import open_to_all
from newsletter.archive.listing import listed_issues
from newsletter.composing.issue_content import parts_of
from newsletter.composing.parts import Output, render
from newsletter.composing.rich_text import with_whole_addresses
from newsletter.models import IssuePage, NewsletterPage
from search.cards import absolute

MOST_ISSUES = 10


class WholeIssues(Atom1Feed):
    """A feed whose entries carry the issue itself beside its summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write the issue as HTML."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the newest issues in the language of the address, each whole as its page shows it."""
    pages = NewsletterPage.objects.filter(locale=Locale.get_active())
    newsletter = open_to_all(pages).order_by("path").first()
    issues = list(listed_issues(newsletter)[:MOST_ISSUES]) if newsletter else []
    title = newsletter.title if newsletter else _("Newsletter")
    atom = WholeIssues(
        title=f"{title} – {settings.WAGTAIL_SITE_NAME}",
        link=newsletter.full_url if newsletter else settings.SITE_URL,
        feed_url=absolute(reverse("newsletter:feed")),
        description=_("The issues of the newsletter"),
        language=get_language(),
    )
    for issue in issues:
        _add(atom, issue)
    return HttpResponse(
        atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _add(atom: Atom1Feed, issue: IssuePage) -> None:
    url = issue.full_url or ""
    atom.add_item(
        title=_printable(issue.title),
        link=url,
        description=_printable(issue.summary or issue.preheader),
        content=_printable(with_whole_addresses(render(parts_of(issue), Output.WEB))),
        unique_id=url,
        pubdate=_published_at(issue),
        updateddate=issue.last_published_at or timezone.now(),
    )


def _published_at(issue: IssuePage) -> datetime | None:
    if issue.issued_on:
        return datetime.combine(issue.issued_on, time(12), tzinfo=UTC)
    return issue.first_published_at


def _printable(text: str) -> str:
    """Leave out control characters, which XML forbids."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
