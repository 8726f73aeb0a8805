"""The editing forms of charts and case studies: ticks by vocabulary, and what publishing asks for."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.fields import RichTextField

from core.admin_forms import (
    CountryTickList,
    GroupedTickList,
    LinesField,
    TickList,
    name_tick_lists,
)
from core.models import Country, TermedPageForm, TermsField, Vocabulary
from core.sanitise import plain_text
from directory.models import OrganisationPage
from directory.ownership import organisations_of_record
from practices.models.choices import Category
from practices.own_records import problem_of_organisations, unknown_to


class OrganisationNamesField(LinesField):
    """Organisations of the directory, written one a line by name or acronym."""

    def prepare_value(self, value: Any) -> Any:
        """Show the names of the organisations."""
        if value and not isinstance(value, str):
            value = [getattr(entry, "title", entry) for entry in value]
        return super().prepare_value(value)

    def clean(self, value: Any) -> list[OrganisationPage]:
        """Return the organisations; name every line that the directory does not know."""
        names = super().clean(value)
        found = OrganisationPage.objects.filter(
            Q(title__in=names) | Q(name_en__in=names) | Q(acronym__in=names)
        )
        by_name: dict[str, OrganisationPage] = {}
        for organisation in found:
            for name in (organisation.acronym, organisation.name_en, organisation.title):
                by_name[name] = organisation
        unknown = [name for name in names if name not in by_name]
        if unknown:
            raise forms.ValidationError(
                _("The directory has no organisation called %(names)s.")
                % {"names": ", ".join(f"“{name}”" for name in unknown)}
            )
        return list(dict.fromkeys(by_name[name] for name in names))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the names as they are written."""
        return super().has_changed(self.prepare_value(initial), data)


class RecordForm(TermedPageForm):
    """What the forms of charts and cases share."""

    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(),
        required=False,
        widget=CountryTickList(),
        label=gettext_lazy("Countries"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the tick lists for those who hear the form."""
        super().__init__(*args, **kwargs)
        name_tick_lists(self)

    def clean(self) -> dict[str, Any]:
        """Ask for what readers need, unless a draft is being saved."""
        cleaned = super().clean()
        self._check_organisations()
        for field in self.instance._meta.get_fields():
            # An editor left empty sends an empty paragraph; an item without an answer stays empty.
            if isinstance(field, RichTextField) and not plain_text(cleaned.get(field.name)):
                cleaned[field.name] = ""
        if self.is_deferred_validation:
            return cleaned
        values = {name: cleaned.get(name, "") for name in self.instance.publication_fields}
        missing = self.instance.missing_for_publication(values)
        for name, message in missing.items():
            if name not in self.errors:
                self.add_error(name, message)
        return cleaned

    def named_organisations(self) -> set[int]:
        """Return the keys of the organisations that the form names: of a form without such a field, none."""
        return set()

    def _check_organisations(self) -> None:
        """Let people who write for their organisations name one of them."""
        problem = problem_of_organisations(
            self.for_user, self.named_organisations(), organisations_of_record(self.instance)
        )
        if problem:
            self.add_error(None, problem)


class PracticePageForm(RecordForm):
    """The editing form of a practice chart."""

    page_choices = ("adapted_from", "organisation_rows.organisation")

    typologies = TermsField(
        Vocabulary.TYPOLOGIES,
        label=gettext_lazy("Typologies"),
        widget=GroupedTickList(headings=dict(Category.choices), follows="category"),
    )
    target_groups = TermsField(
        Vocabulary.TARGET_GROUPS, label=gettext_lazy("Target groups"), widget=TickList()
    )
    exploitation_forms = TermsField(
        Vocabulary.EXPLOITATION_FORMS,
        label=gettext_lazy("Forms of exploitation"),
        widget=TickList(),
    )
    services = TermsField(Vocabulary.SERVICES, label=gettext_lazy("Services"), widget=TickList())
    topics = TermsField(Vocabulary.TOPICS, label=gettext_lazy("Topics"), widget=TickList())
    adopted_by = OrganisationNamesField(
        required=False, label=gettext_lazy("Adopted by"), widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the typologies of the chart's category first."""
        super().__init__(*args, **kwargs)
        if "typologies" in self.fields:
            chosen = self.data.get("category") if self.is_bound else self.instance.category
            self.fields["typologies"].widget.first = chosen or ""

    def named_organisations(self) -> set[int]:
        """Return the organisations of item 2."""
        rows = self.formsets["organisation_rows"]
        rows.is_valid()
        kept = [row for row in rows.forms if row not in rows.deleted_forms]
        values = [getattr(row, "cleaned_data", {}).get("organisation") for row in kept]
        return {organisation.pk for organisation in values if organisation}

    def clean_adopted_by(self) -> list[OrganisationPage]:
        """Refuse entries that the person may not know of, with the words for entries that are not there."""
        found: list[OrganisationPage] = self.cleaned_data["adopted_by"]
        before = (
            {entry.pk for entry in self.instance.adopted_by.all()} if self.instance.pk else set()
        )
        unknown = unknown_to(self.for_user, {entry.pk for entry in found} - before)
        if unknown:
            raise forms.ValidationError(
                _("Name organisations whose entries are published, one a line.")
            )
        return found


class CaseStudyPageForm(RecordForm):
    """The editing form of a case study."""

    page_choices = ("organisation",)

    needs = TermsField(Vocabulary.CASE_NEEDS, label=gettext_lazy("Needs"), widget=TickList())
    exploitation_forms = TermsField(
        Vocabulary.EXPLOITATION_FORMS,
        label=gettext_lazy("Type of exploitation"),
        widget=TickList(),
    )
    recruitment = TermsField(
        Vocabulary.RECRUITMENT_CHANNELS, label=gettext_lazy("How recruited"), widget=TickList()
    )
    offers = TermsField(
        Vocabulary.RECRUITMENT_OFFERS, label=gettext_lazy("What was proposed"), widget=TickList()
    )
    contact_channels = TermsField(
        Vocabulary.CONTACT_CHANNELS,
        label=gettext_lazy("Channel of the first contact"),
        widget=TickList(),
    )
    lessons = TermsField(Vocabulary.LESSON_TAGS, label=gettext_lazy("Lessons"), widget=TickList())
    generalised_fields = LinesField(
        required=False,
        label=gettext_lazy("What was made more general"),
        widget=forms.Textarea({"rows": 4}),
    )

    def named_organisations(self) -> set[int]:
        """Return the organisation that told of the case."""
        organisation = self.cleaned_data.get("organisation")
        return {organisation.pk} if organisation else set()
