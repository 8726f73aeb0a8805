"""Writes ratifications: facts about a country and an instrument, from records and from the admin's form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import RecordError, RecordReader, problems_of
from library.models import PolicyPage, Ratification

_YEARS = ("signed", "ratified", "in_force", "ended")
KEYS = frozenset({"instrument", "country", "reservation", "source", "as_of", *_YEARS})


@transaction.atomic
def save_ratification(
    *, record: Mapping[str, Any], row: Ratification | None = None
) -> Ratification:
    """Write `record` as a new row, or into `row`; keys that it does not have stay as they are.

    Raises RecordError, with all that is wrong, and then nothing is written.
    """
    reader = RecordReader(record, KEYS)
    stored = Ratification() if row is None else row
    if row is None:
        _set_both_ends(stored, reader)
    for key in _YEARS:
        if key in reader:
            setattr(stored, key, reader.whole_number(key))
    if "reservation" in reader:
        stored.reservation = reader.text("reservation")
    if "source" in reader:
        stored.source = reader.line("source")
    if "as_of" in reader:
        stored.as_of = reader.line("as_of")
    reader.finish()
    try:
        stored.full_clean()
    except ValidationError as error:
        raise RecordError(problems_of(error)) from error
    stored.save()
    return stored


def _set_both_ends(row: Ratification, reader: RecordReader) -> None:
    slug = reader.line("instrument")
    policy = PolicyPage.objects.filter(slug=slug).order_by("pk").first() if slug else None
    if policy is None:
        sentence = _("There is no policy with the slug “%(slug)s”; import it first.")
        reader.note("instrument", sentence % {"slug": slug})
    else:
        row.policy = policy
    code = reader.line("country").upper()
    if not code:
        reader.note("country", _("A country is needed, by its code, such as FR."))
        return
    for country in reader.countries("country", only=code):
        row.country = country
