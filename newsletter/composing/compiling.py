"""Makes the mail: a frame around a body, styles inlined, a text part, and placeholders for what differs by reader."""

import re
import uuid
from functools import cache

from css_inline import CSSInliner
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from core.templatetags.footnotes import countries_named
from newsletter.composing.counted_links import targets_in, with_counted_links
from newsletter.composing.issue_content import composition_of, fix
from newsletter.composing.issue_mail import issue_mail, issues_of
from newsletter.composing.palette import DARK, LIGHT
from newsletter.models import Edition, IssuePage, Mailing, NewsletterSettings
from newsletter.personalising import PLACEHOLDERS, CompiledMail

#: Links of the frame that are made for each reader; no text of an issue may bring one in.
_READER_LINKS = ("leave_url", "preferences_url", "web_url")
_FORGED = re.compile("|".join(f"%%{name}%%" for name in _READER_LINKS))
_NAME_IN_LINK = re.compile(r"""(\s(?:href|src)="[^"]*)"|(https?://\S*)""")


def compile_mail(
    *,
    subject: str,
    preheader: str,
    body_html: str,
    body_text: str,
    language: str,
    web_url: str = "",
) -> CompiledMail:
    """Return the whole mail in one language, with %%placeholders%%.

    `body_html` is trusted to be escaped where it has to be. The links by which a reader leaves, chooses and reads on
    the web stand in the frame; their placeholders are taken out of everything else, because a link with one of them
    in it would hand a reader's key to whoever it leads to. `web_url` empty: there is no web version.
    """
    tokens = {name: f"reader-link-{uuid.uuid4().hex}" for name in _READER_LINKS}
    with translation.override(language):
        context = {
            "language": language,
            "subject": subject,
            "preheader": preheader,
            "body_html": body_html,
            "body_text": body_text,
            "has_web_version": bool(web_url),
            "site_name": settings.WAGTAIL_SITE_NAME,
            "site_url": settings.SITE_URL,
            "rules": NewsletterSettings.load(),
            "light": LIGHT,
            "dark": DARK,
            "footnotes": [country.footnote for country in countries_named(body_html)],
            **tokens,
        }
        html = _inlined(render_to_string("newsletter/mail/frame.html", context))
        text = render_to_string("newsletter/mail/frame.txt", context)
    return CompiledMail(
        language=language,
        subject=without_reader_links(one_line(subject))[:250],
        html=_with_reader_links(without_reader_links(html), tokens),
        text=_with_reader_links(without_reader_links(_tidy(text)), tokens),
        web_url=web_url,
    )


@transaction.atomic
def compile_editions(mailing: Mailing) -> dict[str, Edition]:
    """Compile the issue of a mailing in each of its languages; return the editions by language.

    Once somebody is to get them they are never compiled anew, so that all readers get the same words.
    """
    issue = mailing.issue
    if issue is None:
        raise ValueError("This mailing has no issue: its editions are made by whoever fills it.")
    known = {edition.content_key: edition for edition in mailing.editions.all()}
    if known and mailing.recipients.exists():
        return known
    return {
        translated.locale.language_code: _compile(mailing, translated)
        for translated in issues_of(issue)
    }


def _compile(mailing: Mailing, issue: IssuePage) -> Edition:
    moment = composition_of(issue, anew=True)
    mail = compile_mail(**issue_mail(issue, moment))
    fix(issue, moment)
    edition = _store(mailing, mail)
    if NewsletterSettings.load().clicks_are_counted:
        _count_links(edition)
    return edition


def _count_links(edition: Edition) -> None:
    """Lead the links of an edition over the site, whose address has the edition's number in it."""
    edition.links = targets_in(edition.html)
    for part in ("html", "text"):
        counted = with_counted_links(
            getattr(edition, part), edition.links, edition=edition.pk, language=edition.language
        )
        setattr(edition, part, counted)
    edition.save(update_fields=["html", "text", "links"])


def _store(mailing: Mailing, mail: CompiledMail) -> Edition:
    edition, _is_new = Edition.objects.update_or_create(
        mailing=mailing,
        content_key=mail.language,
        defaults={
            "language": mail.language,
            "subject": mail.subject,
            "html": mail.html,
            "text": mail.text,
            "web_url": mail.web_url,
            "links": mail.links,
        },
    )
    return edition


def compile_issue(issue: IssuePage) -> CompiledMail:
    """Return an issue as a mail in its own language, as it stands now; nothing is kept."""
    return compile_mail(**issue_mail(issue))


def one_line(text: str) -> str:
    """Return a text in one line: a line break in a subject would begin a header of its own."""
    return " ".join(text.split())


def without_reader_links(text: str) -> str:
    """Return a text without the placeholders that only the frame may have, and without any in an address.

    Taking one out may put another together (`%%lea%%leave_url%%ve_url%%`), so it is done until none is left.
    """
    before = None
    while before != text:
        before = text
        text = _NAME_IN_LINK.sub(_without_placeholders, _FORGED.sub("", text))
    return text


def _without_placeholders(found: re.Match[str]) -> str:
    address = found[0]
    for name in PLACEHOLDERS:
        address = address.replace(f"%%{name}%%", "")
    return address


def _with_reader_links(text: str, tokens: dict[str, str]) -> str:
    for name, token in tokens.items():
        text = text.replace(token, f"%%{name}%%")
    return text


def _tidy(text: str) -> str:
    lines = (line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


_RULES = re.compile(r"<style>.*?</style>", re.DOTALL)
_BLANK = re.compile(r"\s*\n\s*")


def _inlined(html: str) -> str:
    """Return a mail with its styles inlined; what no element can carry stays in the head, after the charset."""
    html = _BLANK.sub("\n", _inliner().inline(html))
    rules = _RULES.search(html)
    if rules is None:
        return html
    return html.replace(rules[0], "", 1).replace("</head>", f"{rules[0]}</head>", 1)


@cache
def _inliner() -> CSSInliner:
    # The rules for dark and narrow screens cannot be inlined and stay in the head; nothing is fetched.
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
