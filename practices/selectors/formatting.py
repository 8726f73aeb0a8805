"""How numbers, periods and places of a record are written out for readers."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from practices.models import PracticePage


def number_text(value: Decimal | None) -> str:
    """Return a number without useless zeros, grouped as the active language does; empty for none."""
    if value is None:
        return ""
    value = Decimal(value)  # a draft under preview may hold what was typed
    whole = value == value.to_integral_value()
    return number_format(
        value.quantize(Decimal(1)) if whole else value.normalize(), force_grouping=True
    )


def percent_text(value: Decimal | None) -> str:
    """Return a share with its sign, kept on one line."""
    return "" if value is None else _("%(number)s %%") % {"number": number_text(value)}


def period_text(start: int | None, end: int | None) -> str:
    """Return a period in few words, for lists; empty when no year is known."""
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return _("since %(year)s") % {"year": start}
    return _("until %(year)s") % {"year": end} if end else ""


def period_with_state(page: PracticePage) -> str:
    """Return the period and, for an open end, the year for which the source says that it goes on."""
    start, state = page.period_start, page.source_year
    if page.is_ongoing and start and state and state >= start:
        return _("since %(year)s, ongoing in %(state)s") % {
            "year": start,
            "state": state,
        }
    return period_text(page.period_start, page.period_end)


def area_text(page: PracticePage) -> str:
    """Return the scope and the area in words, whichever are stated."""
    return ": ".join(part for part in (page.get_area_scope_display(), page.area.strip()) if part)
