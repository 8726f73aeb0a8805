"""The editing forms of the libraries: one field a vocabulary, lists as tick boxes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.admin_forms import CountryTickList, TickList, name_tick_lists
from core.models import Country, TermedPageForm, TermsField, Vocabulary


class LibraryRecordForm(TermedPageForm):
    """The form of a policy or publication."""

    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), label=_("Countries"), required=False, widget=CountryTickList()
    )
    topics = TermsField(Vocabulary.TOPICS, label=_("Topics"), widget=TickList())
    regions = TermsField(Vocabulary.REGIONS, label=_("Regions"), widget=TickList())
    exploitation_forms = TermsField(
        Vocabulary.EXPLOITATION_FORMS, label=_("Forms of exploitation"), widget=TickList()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the tick lists after their fields."""
        super().__init__(*args, **kwargs)
        name_tick_lists(self)
