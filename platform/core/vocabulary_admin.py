"""Vocabularies and countries in the admin: listings that are searched by any word, forms by language."""

import unicodedata
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.models import Country, Term
from core.vocabulary_forms import LABEL_LANGUAGES, CountryForm, TermForm, uses_of


def _folded(text: str) -> str:
    """Return the text as it is compared: small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


class TermIndexView(IndexView):
    """Terms, found by label, slug or synonym in any language."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Term]) -> QuerySet[Term]:
        """Keep the terms of which some label or synonym contains the words."""
        if not self.is_searching:
            return queryset
        wanted = _folded(self.search_query)
        # Some hundred terms: compared here, so that accents are folded alike on every database.
        return queryset.filter(pk__in=[t.pk for t in queryset if wanted in _words_of_term(t)])


def _words_of_term(term: Term) -> str:
    synonyms = [
        *term.synonyms,
        *(word for words in term.synonyms_by_language.values() for word in words),
    ]
    return _folded("\n".join([term.label, term.slug, *term.labels.values(), *synonyms]))


class TermDeleteView(DeleteView):
    """Deletes a term that nothing points to."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Refuse while records use the term, and say how many do."""
        if uses := uses_of(self.object):
            message = ngettext(
                "“%(term)s” was not deleted: %(count)d record uses it.",
                "“%(term)s” was not deleted: %(count)d records use it.",
                uses,
            )
            messages.error(self.request, message % {"term": self.object, "count": uses})
            return HttpResponseRedirect(self.get_success_url())
        return super().form_valid(form)


class TermViewSet(ModelViewSet):
    """All vocabularies in one listing, filtered by list."""

    model = Term
    icon = "tag"
    menu_label = gettext_lazy("Terms")
    add_to_admin_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = TermIndexView
    delete_view_class = TermDeleteView
    list_display = ["label", "vocabulary", "parent", "category", "slug"]
    list_filter = ["vocabulary", "category"]
    list_per_page = 50
    ordering = ["vocabulary", "sort_order", "label"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("vocabulary"),
                    FieldPanel("label"),
                    FieldPanel("scope_note"),
                    FieldPanel("synonyms"),
                    FieldPanel("parent"),
                    FieldRowPanel([FieldPanel("category"), FieldPanel("code")]),
                    FieldPanel("sort_order"),
                    MultiFieldPanel(
                        [FieldPanel("slug"), FieldPanel("confirm_slug")],
                        heading=gettext_lazy("Slug"),
                    ),
                ],
                heading=gettext_lazy("Term"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel(f"label_{language}") for language in LABEL_LANGUAGES],
                        heading=gettext_lazy("Labels"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel(f"synonyms_{language}") for language in LABEL_LANGUAGES],
                        heading=gettext_lazy("Synonyms, one a line"),
                    ),
                ],
                heading=gettext_lazy("Other languages"),
            ),
        ],
        base_form_class=TermForm,
    )


class CountryIndexView(IndexView):
    """Countries by name, found by name or code."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Country]) -> QuerySet[Country]:
        """Keep the countries whose name contains the words, or whose code they are."""
        if not self.is_searching:
            return queryset
        wanted = _folded(self.search_query)
        return queryset.filter(
            pk__in=[c.pk for c in queryset if wanted in _folded(c.name) or wanted == c.pk.lower()]
        )


class FixedListPolicy(ModelPermissionPolicy):
    """The list of countries is ISO's: its entries are edited, never added or deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Refuse to add and to delete, whoever asks."""
        return action not in ("add", "delete") and super().user_has_permission(user, action)


register_permission_policy(Country, FixedListPolicy(Country))


class CountryViewSet(ModelViewSet):
    """What the network decides about countries."""

    model = Country
    icon = "globe"
    menu_label = gettext_lazy("Countries")
    add_to_admin_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CountryIndexView
    list_display = [
        TitleColumn("name", label=gettext_lazy("Name"), url_name="country:edit"),
        Column("code", label=gettext_lazy("Code"), sort_key="code"),
        BooleanColumn("is_marked", label=gettext_lazy("Marked with *"), sort_key="is_marked"),
        Column("footnote", label=gettext_lazy("Footnote")),
    ]
    list_filter = ["is_marked", "regions"]
    list_per_page = 50
    ordering = ["code"]
    edit_handler = ObjectList(
        [
            FieldPanel("label"),
            FieldPanel("is_marked"),
            FieldPanel("footnote"),
            FieldPanel("regions"),
        ],
        base_form_class=CountryForm,
    )


class VocabulariesGroup(ModelViewSetGroup):
    """The menu entry “Vocabularies”."""

    menu_label = gettext_lazy("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 420
    items = (TermViewSet, CountryViewSet)
