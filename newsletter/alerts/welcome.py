"""The welcome: a few mails after somebody confirmed, each once, step by step."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from newsletter.composing.compiling import compile_mail
from newsletter.composing.parts import Output, TextPart, render
from newsletter.delivery import enlist
from newsletter.models import (
    ConsentAction,
    ConsentEntry,
    Edition,
    Frequency,
    Mailing,
    MailingKind,
    MailingState,
    NewsletterSettings,
    Subscriber,
    WelcomeMail,
)
from newsletter.personalising import CompiledMail, Pattern

#: A step whose day passed so long ago is left out: a welcome after weeks is none.
LATEST = timedelta(days=14)
_BATCH = 500


def send_welcome(now: datetime | None = None) -> int:
    """Queue the steps whose day has come; return how many mails. Running twice, or twice at once, sends none twice."""
    if not NewsletterSettings.load().welcome_is_sent:
        return 0
    now = now or timezone.now()
    steps: dict[int, list[WelcomeMail]] = {}
    for text in WelcomeMail.objects.filter(is_on=True):
        steps.setdefault(text.position, []).append(text)
    return sum(_send_step(position, texts, now) for position, texts in steps.items())


def compiled(text: WelcomeMail) -> CompiledMail:
    """Return a step as a mail."""
    body = mark_safe(urlize(text.body, autoescape=True))  # noqa: S308 - escaped by urlize
    with translation.override(text.language):
        return compile_mail(
            subject=text.subject,
            preheader="",
            body_html=render([TextPart(linebreaks(body))], Output.MAIL),
            body_text=text.body,
            language=text.language,
        )


def preview_html(text: WelcomeMail) -> str:
    """Return a step as an invented reader gets it, with links that do nothing."""
    links = {name: f"#example-{name}" for name in ("leave_url", "preferences_url", "web_url")}
    return Pattern(compiled(text).html, html=True).fill({"name": _("Alex Example"), **links})


def due_readers(text: WelcomeMail, now: datetime) -> QuerySet[Subscriber]:
    """Return the readers of any language whose day for a step has come, who are not in it.

    Left out are those whose day was before the step was written, those who were imported (they did not ask us), and
    those who want alerts alone.
    """
    span = timedelta(days=text.days_after)
    since = max(text.created_at, now - LATEST) - span
    imported = ConsentEntry.objects.filter(subscriber=OuterRef("pk"), action=ConsentAction.IMPORTED)
    return (
        Subscriber.objects.active()
        .filter(confirmed_at__gte=since, confirmed_at__lte=now - span)
        .exclude(frequency=Frequency.ALERTS_ONLY)
        .exclude(deliveries__mailing__key=key_of(text.position))
        .exclude(Exists(imported))
    )


def key_of(position: int) -> str:
    """Return the key of the mailing of a step, the same in all languages."""
    return f"welcome:{position}"


def _send_step(position: int, texts: Sequence[WelcomeMail], now: datetime) -> int:
    by_language = {text.language: text for text in texts}
    fallback = by_language.get(settings.LANGUAGE_CODE) or texts[0]
    others = [language for language in by_language if language != fallback.language]
    sent = 0
    for text in texts:
        readers = due_readers(text, now)
        # Readers whose language the step does not have get the main one.
        readers = (
            readers.exclude(language__in=others)
            if text is fallback
            else readers.filter(language=text.language)
        )
        while keys := list(readers.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
            sent += _enlist(text, keys)
    return sent


@transaction.atomic
def _enlist(text: WelcomeMail, keys: Sequence[int]) -> int:
    title = _("Welcome, step %(number)d") % {"number": text.position}
    mailing, _is_new = Mailing.objects.get_or_create(
        key=key_of(text.position),
        defaults={
            "kind": MailingKind.WELCOME,
            "title": title,
            "state": MailingState.OPEN_ENDED,
        },
    )
    edition = _edition(mailing, text)
    readers = list(Subscriber.objects.active().select_for_update().filter(pk__in=keys))
    enlist(mailing, [(reader, edition) for reader in readers])
    return len(readers)


def _edition(mailing: Mailing, text: WelcomeMail) -> Edition:
    # An edition is never changed once somebody is to get it: a text that was changed is another one.
    digest = hashlib.sha256(f"{text.subject}\n{text.body}".encode()).hexdigest()
    key = f"{text.language}-{digest[:48]}"
    known = mailing.editions.filter(content_key=key).first()
    if known is not None:
        return known
    mail = compiled(text)
    return Edition.objects.create(
        mailing=mailing,
        content_key=key,
        language=text.language,
        subject=mail.subject,
        html=mail.html,
        text=mail.text,
        links=mail.links,
    )
