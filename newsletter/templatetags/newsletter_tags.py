"""What the templates of issues, their archive and their previews ask for."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from newsletter.archive.listing import ArchiveYear, archive_of
from newsletter.archive.reading import IssueView, view_of_issue
from newsletter.composing.previews import preview_html, preview_text
from newsletter.models import IssuePage, NewsletterPage

register = template.Library()
_KEPT = "_issue_view"


@register.simple_tag(takes_context=True)
def issue_view(context: Context, page: IssuePage) -> IssueView:
    """Return the issue as a page; head and body of one page share the answer."""
    kept = page.__dict__.get(_KEPT)
    if kept is None:
        kept = page.__dict__[_KEPT] = view_of_issue(page, request=context.get("request"))
    return kept


@register.simple_tag(takes_context=True)
def newsletter_archive(context: Context, page: NewsletterPage) -> ArchiveYear:
    """Return the issues of the year that the address asks for, and which years there are."""
    return archive_of(page, context.get("request"))


@register.simple_tag
def mail_preview(page: IssuePage) -> SafeString:
    """Return the mail as a light screen shows it."""
    return mark_safe(preview_html(page))  # noqa: S308 - a compiled mail


@register.simple_tag
def dark_mail_preview(page: IssuePage) -> SafeString:
    """Return the mail as a dark screen shows it."""
    return mark_safe(preview_html(page, dark=True))  # noqa: S308 - a compiled mail


@register.simple_tag
def text_preview(page: IssuePage) -> str:
    """Return subject and text part of the mail."""
    return preview_text(page)
