"""What a chart or a case study must say before it is published, however the publishing is asked for.

Wagtail saves drafts without asking for anything, so every way to the public page passes here: the
editing form, the choice of several pages, the import, a workflow's last step, `Revision.publish()`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.sanitise import plain_text

if TYPE_CHECKING:
    from wagtail.models import Revision

PRACTICE_FIELDS = ("title", "category", "countries", "summary", "background")
ANSWERS = (
    "need",
    "background",
    "first_contact",
    "obstacles",
    "steps",
    "collaboration",
    "assessment_of_wishes",
    "privacy_measures",
    "worked",
    "did_not_work",
    "experience",
    "tools",
    "recommendations",
)
CASE_STUDY_FIELDS = ("title", "summary", *ANSWERS)


class NotPublishable(ValidationError):
    """The page lacks what its readers need; `error_dict` says what, by field."""


def missing_from_practice(values: Mapping[str, Any]) -> dict[str, str | Promise]:
    """Return what a chart with these `PRACTICE_FIELDS` lacks: a message for each field to fill in."""
    missing: dict[str, str | Promise] = {}
    if not _text(values["title"]):
        missing["title"] = gettext_lazy("Give the name of the practice (item 3).")
    if not values["category"]:
        missing["category"] = gettext_lazy("Choose the category (item 4).")
    if not values["countries"]:
        missing["countries"] = gettext_lazy("Choose at least one country (item 1).")
    if not (_text(values["summary"]) or _text(values["background"])):
        missing["background"] = gettext_lazy(
            "Write the background (item 8), or a summary under “Further details”."
        )
    return missing


def missing_from_case_study(values: Mapping[str, Any]) -> dict[str, str | Promise]:
    """Return what a case study with these `CASE_STUDY_FIELDS` lacks."""
    missing: dict[str, str | Promise] = {}
    if not _text(values["title"]):
        missing["title"] = gettext_lazy("Give the case study a title.")
    if not any(_text(values[name]) for name in ("summary", *ANSWERS)):
        missing["need"] = gettext_lazy("Answer at least one question, or write a summary.")
    return missing


def _text(value: object) -> str:
    return plain_text(str(value or "")).strip()


class PublicationRules:
    """A page type that is published only when it says enough."""

    publication_fields: tuple[str, ...] = ()

    @staticmethod
    def missing_for_publication(values: Mapping[str, Any]) -> dict[str, str | Promise]:
        """Return a message for each field to fill in before publishing; `values` by field name.

        A page type without rules of its own always says enough.
        """
        return {}

    def require_publishable(self) -> None:
        """Raise NotPublishable unless the page says enough."""
        values = {name: getattr(self, name) for name in self.publication_fields}
        values = {
            name: list(value.all()) if hasattr(value, "all") else value
            for name, value in values.items()
        }
        if missing := self.missing_for_publication(values):
            raise NotPublishable(missing)

    def publish(self, revision: "Revision", *args: Any, **kwargs: Any) -> None:
        """Publish what the revision says, if it says enough; raise NotPublishable otherwise."""
        revision.as_object().require_publishable()
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]


def refusal(page_title: str, error: NotPublishable) -> str:
    """Return the sentence that tells an editor why a page stays a draft."""
    return _("“%(title)s” was not published. %(reasons)s") % {
        "title": page_title,
        "reasons": " ".join(error.messages),
    }
