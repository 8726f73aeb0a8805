"""The editing forms of terms and countries: one line a language, and the rules that keep a list sound."""

from typing import Any

from django import forms
from django.db.models import ManyToManyRel, ManyToOneRel
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from core.admin_forms import LinesField, TickList, name_tick_lists
from core.models import Country, Term, Vocabulary

# The five languages of the handbook but English, in which every concept has a label.
LABEL_LANGUAGES = {
    "fr": gettext_lazy("French"),
    "it": gettext_lazy("Italian"),
    "de": gettext_lazy("German"),
    "es": gettext_lazy("Spanish"),
}


def uses_of(term: Term) -> int:
    """Count the records, countries and narrower terms that point to a term."""
    # A many-to-many relation is among them as well, by the rows of its table.
    relations = [
        relation
        for relation in Term._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel) and not isinstance(relation, ManyToManyRel)
    ]
    return sum(
        relation.related_model._base_manager.filter(**{relation.field.name: term}).count()
        for relation in relations
    )


def _language_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for language, name in LABEL_LANGUAGES.items():
        fields[f"label_{language}"] = forms.CharField(required=False, max_length=200, label=name)
        fields[f"synonyms_{language}"] = LinesField(
            required=False, label=name, widget=forms.Textarea({"rows": 3})
        )
    return fields


# A class made of fields, so that the list of languages stands in one place.
LanguageFields = type(WagtailAdminModelForm)(
    "LanguageFields", (WagtailAdminModelForm,), _language_fields()
)


class TermForm(LanguageFields):  # type: ignore[misc, valid-type]
    """A term with its labels and search words, one field a language."""

    synonyms = LinesField(
        required=False,
        label=gettext_lazy("Synonyms in English"),
        help_text=gettext_lazy("Words that readers type instead, one a line."),
        widget=forms.Textarea({"rows": 3}),
    )
    category = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Category"),
        help_text=gettext_lazy("The practice category that a typology belongs to."),
    )
    confirm_slug = forms.BooleanField(
        required=False,
        label=gettext_lazy("Change the slug although it is in use"),
        help_text=gettext_lazy(
            "Saved searches, links, exports and other software keep asking for the old slug."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the fields of each language, and offer the terms that can be broader."""
        super().__init__(*args, **kwargs)
        for language in LABEL_LANGUAGES:
            self.initial[f"label_{language}"] = self.instance.labels.get(language, "")
            self.initial[f"synonyms_{language}"] = self.instance.synonyms_by_language.get(
                language, []
            )
        parents = Term.objects.exclude(pk=self.instance.pk)
        if self.instance.pk:
            self.fields["vocabulary"].disabled = True
            parents = parents.filter(vocabulary=self.instance.vocabulary)
        self.fields["parent"].queryset = parents
        if not self.instance.pk:
            self.fields["parent"].label_from_instance = lambda term: (
                f"{term.get_vocabulary_display()} – {term}"
            )
        codes = Term.objects.of(Vocabulary.PRACTICE_CATEGORIES).exclude(code="")
        self.fields["category"].choices = [
            ("", "–"),
            *((term.code, f"{term.code}. {term}") for term in codes),
        ]

    def clean_slug(self) -> str:
        """Refuse a new slug for a term in use, unless that is meant."""
        slug = self.cleaned_data["slug"]
        changed = self.instance.pk and slug != self.instance.slug
        if changed and not self.data.get("confirm_slug") and (uses := uses_of(self.instance)):
            raise forms.ValidationError(
                ngettext(
                    "%(count)d record uses this term. Tick “Change the slug although it is in "
                    "use” below if that is meant.",
                    "%(count)d records use this term. Tick “Change the slug although it is in "
                    "use” below if that is meant.",
                    uses,
                )
                % {"count": uses}
            )
        return slug

    def clean(self) -> dict[str, Any]:
        """Keep broader terms within their list and free of circles, and categories with typologies."""
        cleaned = super().clean()
        vocabulary = cleaned.get("vocabulary") or self.instance.vocabulary
        parent = cleaned.get("parent")
        if parent and parent.vocabulary != vocabulary:
            self.add_error("parent", _("A broader term belongs to the same vocabulary."))
        elif parent and self.instance.pk and self._is_below_itself(parent):
            self.add_error("parent", _("This term is narrower than the term itself."))
        if cleaned.get("category") and vocabulary != Vocabulary.TYPOLOGIES:
            self.add_error("category", _("Only a typology belongs to a category."))
        return cleaned

    def _is_below_itself(self, parent: Term) -> bool:
        parents = dict(Term.objects.of(parent.vocabulary).values_list("pk", "parent_id"))
        seen: set[int] = set()
        pk: int | None = parent.pk
        while pk is not None and pk not in seen:
            if pk == self.instance.pk:
                return True
            seen.add(pk)
            pk = parents.get(pk)
        return False

    def save(self, commit: bool = True) -> Term:
        """Write the languages back; languages that the form does not show stay."""
        labels, synonyms = dict(self.instance.labels), dict(self.instance.synonyms_by_language)
        for language in LABEL_LANGUAGES:
            _set_or_drop(labels, language, self.cleaned_data.get(f"label_{language}"))
            _set_or_drop(synonyms, language, self.cleaned_data.get(f"synonyms_{language}"))
        self.instance.labels, self.instance.synonyms_by_language = labels, synonyms
        return super().save(commit=commit)


def _set_or_drop(values: dict[str, Any], key: str, value: Any) -> None:
    if value:
        values[key] = value
    else:
        values.pop(key, None)


class CountryForm(WagtailAdminModelForm):
    """What a network decides about a country: its name, its footnote, the regions it is counted to."""

    regions = forms.ModelMultipleChoiceField(
        Term.objects.of(Vocabulary.REGIONS),
        required=False,
        label=gettext_lazy("Named regions"),
        widget=TickList(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the tick list for those who hear the form."""
        super().__init__(*args, **kwargs)
        name_tick_lists(self)

    def clean(self) -> dict[str, Any]:
        """Ask for the footnote that the asterisk points to."""
        cleaned = super().clean()
        if cleaned.get("is_marked") and not cleaned.get("footnote"):
            self.add_error("footnote", _("A marked country needs the footnote it points to."))
        return cleaned

    class Meta(WagtailAdminModelForm.Meta):
        model = Country
        fields = ["label", "footnote", "is_marked", "regions"]
