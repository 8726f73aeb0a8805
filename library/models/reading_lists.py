"""Reading lists: records of the site in an order, with notes, for oneself, for members or for everybody."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy


class Audience(models.TextChoices):
    """For whom a list is."""

    PRIVATE = "private", gettext_lazy("only me")
    MEMBERS = "members", gettext_lazy("members")
    PUBLIC = "public", gettext_lazy("everybody")


class ReadingList(models.Model):
    """A list; without an owner, whose account is gone, it is the editors'. `public_asked_at`: waits for the editors."""

    title = models.CharField(gettext_lazy("title"), max_length=150)
    slug = models.SlugField(max_length=80, unique=True)
    introduction = models.TextField(
        gettext_lazy("introduction"),
        blank=True,
        max_length=2000,
        help_text=gettext_lazy("For whom the list is, and how to read it."),
    )
    audience = models.CharField(
        gettext_lazy("for"), max_length=10, choices=Audience.choices, default=Audience.PRIVATE
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reading_lists",
    )
    public_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """By title."""

        ordering = ["title", "pk"]
        verbose_name = gettext_lazy("reading list")
        verbose_name_plural = gettext_lazy("reading lists")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the list."""
        return reverse("library_list", args=[self.slug])


class ReadingListItem(models.Model):
    """A record on a list, with a note on why it is there."""

    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    note = models.CharField(gettext_lazy("note"), max_length=500, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        """In the order of the list; a record stands on it once."""

        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading_list", "page"], name="page_once_on_a_list")
        ]

    def __str__(self) -> str:
        """Return the title of the record."""
        return self.page.title
