"""The mail as editors see it before it is sent: placeholders filled with examples, in the light or the dark scheme."""

import re

from django.utils import translation
from django.utils.translation import gettext as _

from newsletter.composing.compiling import compile_issue
from newsletter.models import IssuePage
from newsletter.personalising import Pattern

_DARK_SCREEN = re.compile(r"\(\s*prefers-color-scheme:\s*dark\s*\)")


def example_values(issue: IssuePage) -> dict[str, str]:
    """Return what stands for each placeholder: an invented reader, and links that do nothing."""
    with translation.override(issue.locale.language_code):
        return {
            "name": _("Alex Example"),
            "leave_url": "#example-leave",
            "preferences_url": "#example-preferences",
            "web_url": issue.full_url or "#example-web",
        }


def preview_html(issue: IssuePage, *, dark: bool = False) -> str:
    """Return the mail for a screen of one scheme, whatever the scheme of the editor's own screen is."""
    mail = compile_issue(issue)
    html = Pattern(mail.html, html=True).fill(example_values(issue))
    return _DARK_SCREEN.sub("all" if dark else "not all", html)


def preview_text(issue: IssuePage) -> str:
    """Return subject and text part."""
    mail = compile_issue(issue)
    text = Pattern(mail.text, html=False).fill(example_values(issue))
    return f"{mail.subject}\n\n{text}"
