"""The form of a segment: lists to tick instead of the JSON that is stored."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.roles import LABELS, Role
from core.admin_forms import CountryTickList, TickList, name_tick_lists
from core.models import Country, Term, Vocabulary
from newsletter.models import Segment
from newsletter.subscribing.forms import kind_choices
from practices.models import Category

Choice = tuple[str, str | Promise]


def _countries() -> list[Choice]:
    return [(country.pk, country.name) for country in Country.objects.all()]


def _interests() -> list[Choice]:
    topics = Term.objects.of(Vocabulary.TOPICS)
    return [
        *((f"topic={term.slug}", term.name) for term in topics),
        *((f"category={value}", f"{value}: {label}") for value, label in Category.choices),
        *((f"kind={kind}", label) for kind, label in kind_choices()),
    ]


def _roles() -> list[Choice]:
    return [(str(role), LABELS[role]) for role in Role]


def _organisation_types() -> list[Choice]:
    types = Term.objects.of(Vocabulary.ORGANISATION_TYPES)
    return [(term.slug, term.name) for term in types]


class SegmentForm(WagtailAdminModelForm):
    """The rules of a segment."""

    countries = forms.MultipleChoiceField(
        choices=_countries,
        required=False,
        widget=CountryTickList(),
        label=_("Countries that readers chose"),
    )
    interests = forms.MultipleChoiceField(
        choices=_interests,
        required=False,
        widget=TickList(),
        label=_("Topics, categories and kinds that readers chose"),
        help_text=_("One of the topics, and one of the categories, and one of the kinds."),
    )
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES, required=False, widget=TickList(), label=_("Languages")
    )
    roles = forms.MultipleChoiceField(
        choices=_roles, required=False, widget=TickList(), label=_("Roles of their account")
    )
    organisation_types = forms.MultipleChoiceField(
        choices=_organisation_types,
        required=False,
        widget=TickList(),
        label=_("Types of organisation they belong to"),
    )

    class Meta:
        """All rules."""

        model = Segment
        fields = (
            "name",
            "countries",
            "interests",
            "languages",
            "roles",
            "organisation_types",
            "members_only",
            "joined_since",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the tick lists after their fields."""
        super().__init__(*args, **kwargs)
        name_tick_lists(self)
