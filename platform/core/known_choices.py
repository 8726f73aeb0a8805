"""Editing forms take as a choice only what the person could have chosen.

A chooser shows the title of whatever key a browser sends for it, so the key of somebody else's draft or
picture has to be dropped before a form is bound to it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import QueryDict
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

#: Pictures that a page shows in lists.
PICTURE = "listing_image"


class KnownChoicesMixin:
    """A page form that leaves out keys of pages and pictures that its person may not know of.

    `page_choices` names its choosers of pages: a field, or "rows.field" for the field of child rows. What
    the page has already stays.
    """

    page_choices: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        """Bind the form to what is known."""
        user, page = kwargs.get("for_user"), kwargs.get("instance")
        if data is not None and user is not None:
            data = self._known(data, user, page)
        super().__init__(data, *args, **kwargs)  # type: ignore[call-arg]

    def _known(self, data: Any, user: Any, page: Page | None) -> Any:
        policy = policy_registry.get_by_type(Page)
        if hasattr(policy, "choosable_instances"):
            sent = dict(self._sent(data))
            known = {*_present(page, self.page_choices), *_keys(policy, user, sent.values())}
            data = _without(data, [name for name, key in sent.items() if key not in known])
        picture = _key(data.get(PICTURE))
        if picture and picture != getattr(page, f"{PICTURE}_id", None):
            images = policy_registry.get_by_type(get_image_model())
            choosable = images.instances_user_has_permission_for(user, "choose")
            if not choosable.filter(pk=picture).exists():
                data = _without(data, [PICTURE])
        return data

    def _sent(self, data: Any) -> Iterator[tuple[str, int]]:
        """Yield the name and key of every page that was sent as a choice."""
        for name in data:
            parts = name.split("-")
            choice = name if len(parts) == 1 else f"{parts[0]}.{parts[-1]}"
            if choice in self.page_choices and (key := _key(data.get(name))):
                yield name, key


def _key(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isdecimal() else None


def _keys(policy: Any, user: Any, keys: Iterable[int]) -> Iterator[int]:
    wanted = set(keys)
    if wanted:
        yield from (
            policy.choosable_instances(user).filter(pk__in=wanted).values_list("pk", flat=True)
        )


def _present(page: Page | None, choices: Iterable[str]) -> Iterator[int]:
    """Yield the keys that the page points to already."""
    for choice in choices if page is not None else ():
        rows, _, field = choice.rpartition(".")
        owners = getattr(page, rows).all() if rows else [page]
        yield from (getattr(owner, f"{field}_id") for owner in owners)


def _without(data: Any, names: list[str]) -> Any:
    if not names:
        return data
    kept: QueryDict = data.copy()
    for name in names:
        kept[name] = ""
    return kept
