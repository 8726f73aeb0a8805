"""Pages described by terms: one relation for all vocabularies, read with one query."""

from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm

from core.known_choices import KnownChoicesMixin
from core.models.vocabulary import Term


class TermedPageMixin(models.Model):
    """A page with terms. A term knows its vocabulary, so one table serves typologies, services and all."""

    terms = ParentalManyToManyField(Term, verbose_name=_("terms"), blank=True, related_name="+")

    class Meta:
        """Never a table of its own."""

        abstract = True

    @cached_property
    def grouped_terms(self) -> dict[str, list[Term]]:
        """Return the page's terms by vocabulary, each list in the order of its vocabulary."""
        groups: dict[str, list[Term]] = {}
        for term in sorted(self.terms.all(), key=lambda term: (term.sort_order, term.label)):
            groups.setdefault(term.vocabulary, []).append(term)
        return groups

    def terms_of(self, vocabulary: str) -> list[Term]:
        """Return the page's terms of one vocabulary."""
        return self.grouped_terms.get(vocabulary, [])


class TermsField(forms.ModelMultipleChoiceField):
    """A form field for the terms of one vocabulary."""

    def __init__(self, vocabulary: str, **options: object) -> None:
        """Offer the terms of `vocabulary`; `options` are those of ModelMultipleChoiceField."""
        self.vocabulary = vocabulary
        options.setdefault("required", False)
        options.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(Term.objects.of(vocabulary), **options)


class TermedPageForm(KnownChoicesMixin, WagtailAdminPageForm):
    """An editing form whose `TermsField`s together are the page's terms."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Tick the terms that the page has."""
        super().__init__(*args, **kwargs)
        for name, field in self._term_fields():
            if self.instance.pk or self.instance.terms.all():
                self.initial[name] = self.instance.terms_of(field.vocabulary)

    def _term_fields(self) -> list[tuple[str, TermsField]]:
        return [
            (name, field) for name, field in self.fields.items() if isinstance(field, TermsField)
        ]

    def save(self, commit: bool = True) -> models.Model:
        """Write the ticked terms back; terms of vocabularies that the form does not show stay."""
        page = super().save(commit=False)
        shown = {field.vocabulary for _, field in self._term_fields()}
        kept = [term for term in page.terms.all() if term.vocabulary not in shown]
        ticked = [
            term for name, _ in self._term_fields() for term in self.cleaned_data.get(name, [])
        ]
        page.terms = [*kept, *ticked]
        page.__dict__.pop("grouped_terms", None)
        if commit:
            page.save()
        return page
