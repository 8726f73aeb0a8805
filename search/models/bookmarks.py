"""Searches that people who sign in keep for themselves."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SearchBookmark(models.Model):
    """A search that a member keeps under a name; `query` is its query string in one form (`search.saved.queries`)."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="search_bookmarks"
    )
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(_("search"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """By name; each search once a person."""

        ordering = ["name", "pk"]
        verbose_name = _("kept search")
        verbose_name_plural = _("kept searches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "query"], name="search_bookmark_once")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def search_url(self) -> str:
        """Return the address that runs it."""
        return f"{reverse('search')}?{self.query}" if self.query else reverse("search")
