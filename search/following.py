"""Ways in which other apps let readers follow a search; offered beside every answer, an empty one too.

register_following(Following("newsletter:alert_new", _("Mail me new matches"), _("When something appears.")))
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Following:
    """An address that reads the query string of the search; `note` says what it does where nothing was found yet."""

    url_name: str
    label: str | Promise
    note: str | Promise


_followings: list[Following] = []


def register_following(following: Following) -> None:
    """Offer a way to follow a search; apps do it in their `search_index.py`."""
    if following not in _followings:
        _followings.append(following)


def followings() -> list[Following]:
    """Return every way to follow a search."""
    return list(_followings)
