"""Mails that list records, made once for all readers who get the same ones."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.html import linebreaks

from newsletter.composing.compiling import compile_mail
from newsletter.composing.items import Item
from newsletter.composing.parts import EntriesPart, Output, Part, TextPart, entry_of, render
from newsletter.models import Edition, Mailing, MailingKind, MailingState

#: So many records of a section stand in a mail; the link below leads to the others.
SHOWN = 15


@dataclass(frozen=True, slots=True)
class Section:
    """Records below a heading; `more_url` is where all of them are."""

    heading: str
    items: Sequence[Item]
    more_url: str = ""
    more_label: str = ""


@dataclass(frozen=True, slots=True)
class RecordMail:
    """A mail in one language, before it is compiled; `intro` is plain text."""

    language: str
    subject: str
    intro: str
    sections: Sequence[Section]


def mailing_of(key: str, kind: MailingKind, title: str) -> Mailing:
    """Return the mailing of a key, made when it is asked for the first time.

    It begins as one that has ended, because `enlist` wakes it: until then nothing waits for anybody.
    """
    now = timezone.now()
    mailing, _is_new = Mailing.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "title": title,
            "state": MailingState.FINISHED,
            "queued_at": now,
            "finished_at": now,
        },
    )
    return mailing


def content_key(language: str, content: object) -> str:
    """Return the key of an edition: the same for all readers who get the same records in the same language."""
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return f"{language}-{digest[:48]}"


class Editions:
    """The editions of a mailing, each compiled once, however many readers get it and however often it is begun."""

    def __init__(self, mailing: Mailing) -> None:
        """Begin with none."""
        self._mailing = mailing
        self._known: dict[str, Edition] = {}

    def of(self, key: str, write: Callable[[], RecordMail]) -> Edition:
        """Return the edition of a key; `write` is asked when nobody has compiled it."""
        if key not in self._known:
            known = self._mailing.editions.filter(content_key=key).first()
            self._known[key] = known or _compile(self._mailing, key, write())
        return self._known[key]


def _compile(mailing: Mailing, key: str, mail: RecordMail) -> Edition:
    with translation.override(mail.language):
        parts: list[Part] = [
            TextPart(linebreaks(mail.intro, autoescape=True)),
            *(_part(each) for each in mail.sections),
        ]
        titles = [item.title for section in mail.sections for item in section.items]
        compiled = compile_mail(
            subject=mail.subject,
            preheader=" · ".join(titles[:3])[:200],
            body_html=render(parts, Output.MAIL),
            body_text=render(parts, Output.TEXT),
            language=mail.language,
        )
    edition, _is_new = Edition.objects.get_or_create(
        mailing=mailing,
        content_key=key,
        defaults={
            "language": mail.language,
            "subject": compiled.subject,
            "html": compiled.html,
            "text": compiled.text,
            "links": compiled.links,
        },
    )
    return edition


def _part(section: Section) -> EntriesPart:
    is_cut = len(section.items) > SHOWN
    return EntriesPart(
        [entry_of(item) for item in section.items[:SHOWN]],
        section.heading,
        more_url=section.more_url if is_cut else "",
        more_label=section.more_label,
    )
