"""How an organisation joins: its application, what was said about it, and the texts that it agrees to."""

import hashlib
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

CONSENT_TEXT = (
    "We agree that the editors of this site read this application and keep it until they have "
    "decided. If they accept it, what it says of the organisation is published in the directory, and "
    "the contact person gets an invitation to look after the entry. If they refuse it, or we withdraw "
    "it, the name, function and address of the contact person are erased after twelve months at the "
    "latest. We can withdraw the application at any time with the link that we get by e-mail."
)


class ApplicationState(models.TextChoices):
    """How far an application is."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    WAITING = "waiting", _("Waiting for the editors")
    ASKED = "asked", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States in which the editors or the applicant have something left to do.
OPEN_STATES = (ApplicationState.WAITING, ApplicationState.ASKED)
DECIDED_STATES = (
    ApplicationState.ACCEPTED,
    ApplicationState.REFUSED,
    ApplicationState.WITHDRAWN,
)


class ApplicationQuerySet(models.QuerySet):
    """Applications, read by who may see them."""

    def for_editors(self) -> Self:
        """Leave out those whose address nobody has confirmed: editors never see them."""
        return self.exclude(state=ApplicationState.UNCONFIRMED)

    def open(self) -> Self:
        """Keep those that are not decided, the longest waiting first."""
        return self.filter(state__in=OPEN_STATES).order_by("confirmed_at", "pk")


class Application(models.Model):
    """An organisation asks to be listed. `entry` is the record that acceptance saves as its entry.

    `link_hash` belongs to the newest mail: its link confirms the address, answers a question or withdraws
    the application, whichever the state allows. The person's data go when `erased_at` is set.
    """

    state = models.CharField(
        _("state"),
        max_length=11,
        choices=ApplicationState.choices,
        default=ApplicationState.UNCONFIRMED,
        db_index=True,
    )
    entry = models.JSONField(_("entry"), default=dict)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_function = models.CharField(_("function"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact person"), blank=True)
    known_by = models.TextField(_("who knows the organisation"), blank=True)
    charter_version = models.CharField(_("version of the charter"), max_length=40, blank=True)
    consent_version = models.CharField(_("version of the consent"), max_length=40)
    consent_text = models.TextField(_("text of the consent"))
    consented_at = models.DateTimeField(_("consent given"), auto_now_add=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("entry"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ["-consented_at", "-pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")

    def __str__(self) -> str:
        """Return the name of the organisation."""
        return self.name

    @property
    def name(self) -> str:
        """Return what the organisation calls itself."""
        return str(self.entry.get("name", ""))

    @property
    def is_open(self) -> bool:
        """Tell whether a decision is still to be made."""
        return self.state in OPEN_STATES

    @property
    def can_be_withdrawn(self) -> bool:
        """Tell whether the applicant may take it back: nothing has been decided."""
        return self.state not in DECIDED_STATES


class ApplicationEventKind(models.TextChoices):
    """What happened to an application."""

    CONFIRMED = "confirmed", _("Address confirmed")
    NOTE = "note", _("Vetting note")
    QUESTION = "question", _("Question to the applicant")
    ANSWER = "answer", _("Answer of the applicant")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ApplicationEvent(models.Model):
    """One line of the history of an application; `author` is empty where the applicant acted."""

    application = models.ForeignKey(
        Application,
        verbose_name=_("application"),
        on_delete=models.CASCADE,
        related_name="events",
    )
    kind = models.CharField(_("kind"), max_length=9, choices=ApplicationEventKind.choices)
    text = models.TextField(_("text"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        """In the order of time."""

        ordering = ["at", "pk"]
        verbose_name = _("event of an application")
        verbose_name_plural = _("events of applications")

    def __str__(self) -> str:
        """Return what happened."""
        return self.get_kind_display()


@register_setting(icon="group", order=190)
class JoiningSettings(BaseGenericSetting):
    """What editors decide about joining: whether applications are taken, and the text of the consent."""

    is_open = models.BooleanField(
        _("applications are taken"),
        default=True,
        help_text=_("When not, the page of the form says so and offers no form."),
    )
    consent_text = models.TextField(
        _("text of the consent"),
        default=CONSENT_TEXT,
        help_text=_("Kept with every application as it was shown, with its version and the time."),
    )

    panels = [FieldPanel("is_open"), FieldPanel("consent_text")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("joining")

    @property
    def consent_version(self) -> str:
        """Return what tells one wording of the consent from another: nobody has to think of a number."""
        return hashlib.sha256(self.consent_text.encode()).hexdigest()[:12]
