"""Mails that list records, made once for all readers who get the same ones."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.html import linebreaks

from newsletter.composing.compiling import compile_mail
from newsletter.composing.items import Item
from newsletter.composing.parts import EntriesPart, Output, TextPart, entry_of, render
from newsletter.models import Edition, Mailing

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


def content_key(language: str, content: object) -> str:
    """Return the key of an edition: the same for all readers who get the same records in the same language."""
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return f"{language}-{digest[:48]}"


def edition_of(mailing: Mailing, key: str, mail: RecordMail) -> Edition:
    """Return the edition of a mailing under a key, compiled when it is asked for the first time."""
    known = mailing.editions.filter(content_key=key).first()
    if known is not None:
        return known
    with translation.override(mail.language):
        parts = [
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
