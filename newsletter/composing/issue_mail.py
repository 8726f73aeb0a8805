"""An issue as the texts of a mail, and the languages it is in."""

from typing import TypedDict

from django.template.loader import render_to_string
from django.utils import translation

from newsletter.composing.composition import Composition
from newsletter.composing.issue_content import parts_of
from newsletter.composing.parts import Output, render
from newsletter.models import IssuePage


class MailTexts(TypedDict):
    """The texts of `compile_mail`."""

    subject: str
    preheader: str
    body_html: str
    body_text: str
    language: str
    web_url: str


def issues_of(issue: IssuePage) -> list[IssuePage]:
    """Return the issue and its live translations, the issue itself first."""
    others = issue.get_translations().live().filter(alias_of=None).select_related("locale")
    return [issue, *others.order_by("locale__language_code")]


def issue_mail(issue: IssuePage, composition: Composition | None = None) -> MailTexts:
    """Return the texts of an issue's mail in its own language."""
    language = issue.locale.language_code
    parts = parts_of(issue, composition)
    with translation.override(language):
        context = {"issue": issue}
        head = render_to_string("newsletter/mail/issue_head.html", context)
        text_head = render_to_string("newsletter/mail/issue_head.txt", context)
        return MailTexts(
            subject=issue.subject or issue.title,
            preheader=issue.preheader,
            body_html=head + render(parts, Output.MAIL),
            body_text=f"{text_head.strip()}\n\n\n{render(parts, Output.TEXT)}",
            language=language,
            web_url=issue.full_url or "",
        )
