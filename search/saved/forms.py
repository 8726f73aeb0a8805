"""The form in which a search gets its name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from search.models import SearchBookmark


class BookmarkForm(forms.ModelForm):
    """The name of a search."""

    class Meta:
        """Its query cannot be changed."""

        model = SearchBookmark
        fields = ["name"]
        labels = {"name": _("Name")}
        help_texts = {"name": _("What you will know it by. Only you see it.")}
