"""Queueing: every reader of a mailing gets a row before anything is sent, and one row whatever happens."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connections, router, transaction
from django.db.models import Case, CharField, DateTimeField, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.audiences.selectors import readers_of
from newsletter.composing.compiling import compile_editions
from newsletter.control.publishing import make_public
from newsletter.models import (
    Edition,
    Mailing,
    MailingState,
    NewsletterSettings,
    Recipient,
    RecipientState,
    Segment,
    Subscriber,
)
from newsletter.sending.quiet_hours import due_times

_CHUNK = 1000
#: States in which a mailing can begin; the last by a person's word alone.
BEGINNING = (MailingState.SCHEDULED, MailingState.SENDING, MailingState.PAST_WINDOW)


def queue(mailing: Mailing) -> int:
    """Give every reader of a mailing's audience a row, let it be sent, and return how many recipients it has.

    Killed in the middle and called again, it goes on. What has no reader, or an issue that is not public, rests with a
    note for the editors; 0 is returned.
    """
    mailing.refresh_from_db()
    if mailing.queued_at or mailing.state not in BEGINNING:
        return mailing.recipients.count()
    readers = _readers(mailing)
    if not readers.exists():
        _rest(mailing, _("Nobody is among its readers. Choose other readers, or stop it."))
        return 0
    if not make_public(mailing):
        mailing.refresh_from_db()
        return 0
    editions = compile_editions(mailing)
    _enlist_all(mailing, readers, editions)
    Mailing.objects.filter(pk=mailing.pk, state__in=BEGINNING).update(
        state=MailingState.SENDING, queued_at=timezone.now(), note=""
    )
    mailing.refresh_from_db()
    return mailing.recipients.count()


def enlist(mailing: Mailing, pairs: Iterable[tuple[Subscriber, Edition]]) -> int:
    """Add readers to a mailing, each with an edition of theirs; one who is in it stays as they are.

    Returns how many recipients it has then. A mailing that had ended goes on.
    """
    due_at = due_times(timezone.now(), NewsletterSettings.load())
    for chunk in _chunks(pairs):
        Recipient.objects.bulk_create(
            [
                Recipient(
                    mailing=mailing,
                    edition=edition,
                    subscriber=reader,
                    email=reader.email,
                    name=reader.name,
                    subscriber_key=reader.key,
                    due_at=due_at(reader.time_zone),
                )
                for reader, edition in chunk
            ],
            ignore_conflicts=True,
        )
    begins = Mailing.objects.filter(
        pk=mailing.pk, state__in=(MailingState.SCHEDULED, MailingState.FINISHED)
    ).filter(recipients__state=RecipientState.QUEUED)
    Mailing.objects.filter(pk__in=begins.values("pk")).update(
        state=MailingState.SENDING, finished_at=None
    )
    Mailing.objects.filter(pk=mailing.pk, queued_at=None).update(queued_at=timezone.now())
    mailing.refresh_from_db()
    return mailing.recipients.count()


def has_readers(mailing: Mailing) -> bool:
    """Tell whether anybody would get a mailing that has not begun."""
    return _readers(mailing).exists()


def _readers(mailing: Mailing) -> QuerySet[Subscriber]:
    segment: Segment | None = mailing.segment
    return readers_of(mailing.audience, segment)


def _rest(mailing: Mailing, note: str) -> None:
    Mailing.objects.filter(pk=mailing.pk, state__in=BEGINNING).update(
        state=MailingState.PAST_WINDOW, note=note
    )
    mailing.refresh_from_db()


@transaction.atomic
def _enlist_all(
    mailing: Mailing, readers: QuerySet[Subscriber], editions: dict[str, Edition]
) -> None:
    """Write the rows of a whole audience in one statement of the database."""
    due_at = due_times(timezone.now(), NewsletterSettings.load())
    zones = readers.order_by().values_list("time_zone", flat=True).distinct()
    own_times = {zone: due_at(zone) for zone in zones}
    columns: dict[str, Any] = {
        "mailing_id": Value(mailing.pk),
        "edition_id": Case(
            *(When(language=key, then=Value(edition.pk)) for key, edition in editions.items()),
            default=Value(_fallback(editions).pk),
        ),
        "due_at": Case(
            *(
                When(time_zone=zone, then=Value(moment, output_field=DateTimeField()))
                for zone, moment in own_times.items()
                if moment != due_at("")
            ),
            default=Value(due_at(""), output_field=DateTimeField()),
        ),
        "state": Value(RecipientState.QUEUED.value, output_field=CharField()),
        "attempts": Value(0),
        "reason_code": Value(""),
        "reason": Value(""),
    }
    copied = {"subscriber_id": "pk", "email": "email", "name": "name", "subscriber_key": "key"}
    chosen = (
        readers.order_by()
        .annotate(**{f"own_{name}": value for name, value in columns.items()})
        .values_list(*(f"own_{name}" for name in columns), *copied.values())
    )
    alias = router.db_for_write(Recipient)
    select, params = chosen.using(alias).query.sql_with_params()
    connection = connections[alias]
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in [*columns, *copied])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(Recipient._meta.db_table)} ({names}) {select} ON CONFLICT DO NOTHING",
            params,
        )


def _fallback(editions: dict[str, Edition]) -> Edition:
    """Return what readers get whose language an issue does not have: English, or the first."""
    return editions.get(settings.LANGUAGE_CODE) or next(iter(editions.values()))


def _chunks(
    pairs: Iterable[tuple[Subscriber, Edition]],
) -> Iterator[list[tuple[Subscriber, Edition]]]:
    remaining = iter(pairs)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
