"""One item of a form and its wordings in five languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

LANGUAGES = ("en", "fr", "it", "de", "es")


@dataclass(frozen=True)
class FormItem:
    """Describe one item (row) of a form.

    Its key, its label by language and the other wordings in which it is met.
    """

    key: str
    labels: dict[str, str]
    variants: tuple[str, ...] = ()
    #: False: a row of our own exported form that the standard form does not have
    is_standard: bool = True
    #: the item that this one is a part of ("tools" of "methods_tools")
    part_of: str | None = None
    #: whole question by language, where `labels` holds the short wording (case form)
    questions: dict[str, str] | None = None

    @cached_property
    def wordings(self) -> tuple[str, ...]:
        """Give every wording that means this item."""
        questions = tuple((self.questions or {}).values())
        return tuple(dict.fromkeys((*self.labels.values(), *questions, *self.variants)))

    def label(self, language: str) -> str:
        """Give the label in a language, in English where the language has none."""
        return self.labels.get(language) or self.labels["en"]

    def question(self, language: str) -> str:
        """Give the whole question in a language, the short label where there is none."""
        questions = self.questions or {}
        return questions.get(language) or questions.get("en") or self.label(language)


def item(
    key: str, wording: str, *variants: str, extra: bool = False, part_of: str | None = None
) -> FormItem:
    """Make an item from its five labels, parted by ` | ` in the order of LANGUAGES.

    From lists of variants parted alike.
    """
    labels = dict(zip(LANGUAGES, wording.split(" | "), strict=True))
    others = tuple(one for text in variants for one in text.split(" | "))
    return FormItem(key, labels, others, is_standard=not extra, part_of=part_of)


def by_key(items: Iterable[FormItem]) -> dict[str, FormItem]:
    """Index items by key."""
    return {one.key: one for one in items}
