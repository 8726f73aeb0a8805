"""What an import makes of a row: an address, a state and choices; or a sentence why it cannot."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.records.reader import clean_text
from newsletter.addresses import address_key, clean_address
from newsletter.importing.interests import KnownWords
from newsletter.importing.rows import Row
from newsletter.importing.statuses import state_of
from newsletter.models import SubscriberState
from newsletter.subscribing.choices import Interest, known_language

LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be imported; `remarks` say what of it was not understood and left out."""

    number: int
    email: str
    key: str
    state: SubscriberState
    name: str = ""
    language: str = ""
    interests: frozenset[Interest] = frozenset()
    remarks: tuple[str, ...] = ()


class RefusedRow(Exception):
    """A row that is not imported; its text is a sentence without the address, which belongs in no log."""


def entry_of(row: Row, words: KnownWords) -> Entry:
    """Return what a row means; raises RefusedRow.

    Of readers who are not written to nothing is kept but the address and why.
    """
    state = state_of(row.statuses)
    if state is None:
        raise RefusedRow(
            _(
                "the status “%(status)s” is not known; write active, pending, unsubscribed or bounced."
            )
            % {"status": clean_text(", ".join(row.statuses))[:60]}
        )
    try:
        email = clean_address(row.email)
    except ValidationError as error:
        raise RefusedRow(" ".join(error.messages)) from error
    key = address_key(email)
    if state not in (SubscriberState.ACTIVE, SubscriberState.PENDING):
        return Entry(row.number, email, key, state, language=known_language(row.language))
    remarks = []
    name = " ".join(clean_text(row.name).split())
    if len(name) > LONGEST_NAME:
        name = ""
        remarks.append(_("the name is too long and was left out."))
    if row.language and not words.knows_language(row.language):
        remarks.append(
            _("no mails are written in “%(language)s”; the main language was taken.")
            % {"language": clean_text(row.language)[:40]}
        )
    interests, unknown = words.interests(row.countries, row.interests)
    remarks += [
        _("“%(word)s” is no country or interest of this site and was left out.")
        % {"word": clean_text(word)[:60]}
        for word in unknown[:5]
    ]
    return Entry(
        row.number,
        email,
        key,
        state,
        name=name,
        language=known_language(row.language),
        interests=interests,
        remarks=tuple(remarks),
    )
