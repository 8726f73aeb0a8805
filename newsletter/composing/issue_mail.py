"""What an issue says in a mail: its blocks in words and in HTML, and its languages."""

from typing import TypedDict

from django.utils import translation

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
    others = issue.get_translations().live().select_related("locale").order_by("locale__pk")
    return [issue, *others]


def issue_mail(issue: IssuePage) -> MailTexts:
    """Return the texts of an issue's mail."""
    language = issue.locale.language_code
    with translation.override(language):
        html = "".join(str(block.render()) for block in issue.body)
    return MailTexts(
        subject=issue.subject,
        preheader=issue.preheader,
        body_html=html,
        body_text=issue.title,
        language=language,
        web_url=issue.full_url or "",
    )
