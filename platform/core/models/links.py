"""Addresses that published pages lead to, and what became of those elsewhere."""

from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: A link is broken after so many failures over so long a time: one bad day of a server is no reason.
FAILURES_UNTIL_BROKEN = 3
FAILING_UNTIL_BROKEN = timedelta(days=3)


class ExternalLinkQuerySet(models.QuerySet):
    """Links, read by what is to be done about them."""

    def in_use(self) -> Self:
        """Keep those to elsewhere that some published page has."""
        used = LinkUse.objects.filter(page__live=True).values("link")
        return self.filter(pk__in=used).exclude(host=urlsplit(settings.SITE_URL).hostname or "")

    def broken(self) -> Self:
        """Keep those in use that are broken and that nobody chose to ignore."""
        return self.in_use().filter(is_ignored=False, broken_since__isnull=False)

    def due(self, now: datetime) -> Self:
        """Keep those in use whose turn it is at `now`."""
        return self.in_use().filter(is_ignored=False, check_at__lte=now)


class ExternalLink(models.Model):
    """One address elsewhere, whichever pages have it."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    url = models.TextField(_("address"))
    host = models.CharField(max_length=255, db_index=True)
    check_at = models.DateTimeField(default=timezone.now, db_index=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=250, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    broken_since = models.DateTimeField(_("broken since"), null=True, blank=True)
    is_ignored = models.BooleanField(_("ignored"), default=False)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        """Broken ones first by age."""

        ordering = ["broken_since", "pk"]
        verbose_name = _("link to elsewhere")
        verbose_name_plural = _("links to elsewhere")

    def __str__(self) -> str:
        """Return the address."""
        return self.url


class LinkUse(models.Model):
    """A published page that has a link."""

    link = models.ForeignKey(ExternalLink, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        """A page counts once."""

        constraints = [models.UniqueConstraint(fields=["link", "page"], name="link_use_once")]

    def __str__(self) -> str:
        """Return both keys."""
        return f"{self.link_id} on {self.page_id}"


class LinkScan(models.Model):
    """When the links of a page were last collected."""

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    scanned_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the page's key."""
        return str(self.page_id)
