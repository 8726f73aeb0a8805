"""The international mechanisms that watch over states, their dated rounds, and who wants to be reminded."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Country

_ROUND_IS_THERE = gettext_lazy("This round of the mechanism is there already for this country.")


class MechanismKind(models.TextChoices):
    """What a mechanism is."""

    EXPERT_GROUP = "expert-group", gettext_lazy("Group of experts")
    TREATY_BODY = "treaty-body", gettext_lazy("Treaty body")
    PEER_REVIEW = "peer-review", gettext_lazy("Review by other states")
    SPECIAL_PROCEDURE = "special-procedure", gettext_lazy("Special procedure")
    LABOUR_SUPERVISION = "labour-supervision", gettext_lazy("Supervision of labour standards")
    STATE_REPORT = "state-report", gettext_lazy("Report of a state on others")
    COORDINATION = "coordination", gettext_lazy("Coordination")
    ACCESS_STATUS = "access-status", gettext_lazy("Status that gives access")


class DeadlineKind(models.TextChoices):
    """How the date for submissions is set."""

    PER_ROUND = "per-round", gettext_lazy("set for each country in a round")
    BEFORE_SESSION = "before-session", gettext_lazy("before the session of the country")
    YEARLY_DATE = "yearly-date", gettext_lazy("the same time every year")
    ON_INVITATION = "on-invitation", gettext_lazy("by the date of an invitation")
    ANY_TIME = "any-time", gettext_lazy("at any time")


class Mechanism(models.Model):
    """A mechanism: who may submit, in which languages, how long, in which parts, and how often it looks.

    Lists are JSON: `languages` codes, `page_limits` [{document, pages}], `structure`, `steps` and `ngo_actions`
    sentences, `months` of the deadline 1–12. `as_of` is the year of the source; `current_note` says what changed since.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(gettext_lazy("name"), max_length=250)
    short_name = models.CharField(gettext_lazy("short name"), max_length=80, blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=MechanismKind.choices)
    body = models.CharField(gettext_lazy("body"), max_length=200, blank=True)
    legal_basis = models.ManyToManyField(
        "library.PolicyPage",
        verbose_name=gettext_lazy("legal basis"),
        blank=True,
        related_name="mechanisms",
    )
    cycle_years = models.PositiveSmallIntegerField(
        gettext_lazy("years between two rounds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    cycle = models.TextField(gettext_lazy("cycle"), blank=True)
    who_submits = models.TextField(gettext_lazy("who may submit"), blank=True)
    languages = models.JSONField(gettext_lazy("languages"), default=list, blank=True)
    page_limits = models.JSONField(gettext_lazy("page limits"), default=list, blank=True)
    structure = models.JSONField(gettext_lazy("parts of a submission"), default=list, blank=True)
    deadline_kind = models.CharField(
        gettext_lazy("deadline"),
        max_length=20,
        choices=DeadlineKind.choices,
        default=DeadlineKind.PER_ROUND,
    )
    deadline = models.TextField(gettext_lazy("deadline in words"), blank=True)
    months = models.JSONField(gettext_lazy("months of the deadline"), default=list, blank=True)
    steps = models.JSONField(gettext_lazy("steps"), default=list, blank=True)
    ngo_actions = models.JSONField(gettext_lazy("what NGOs can do"), default=list, blank=True)
    outcome = models.TextField(gettext_lazy("outcome"), blank=True)
    confidentiality = models.TextField(gettext_lazy("confidentiality"), blank=True)
    url = models.URLField(gettext_lazy("address"), max_length=500, blank=True)
    as_of = models.PositiveSmallIntegerField(gettext_lazy("as of"), null=True, blank=True)
    current_note = models.TextField(gettext_lazy("what has changed since"), blank=True)
    source = models.CharField(gettext_lazy("source"), max_length=250, blank=True)

    class Meta:
        """In the order of the names that people use."""

        ordering = ["short_name", "name"]
        verbose_name = gettext_lazy("monitoring mechanism")
        verbose_name_plural = gettext_lazy("monitoring mechanisms")

    def __str__(self) -> str:
        """Return the name that people use."""
        return self.short_name or self.name


class RoundQuerySet(models.QuerySet):
    """Rounds by what they concern and when."""

    def concerning(self, country: str) -> "RoundQuerySet":
        """Keep the rounds of a country, and those of all countries; the code is in capitals."""
        return self.filter(Q(country=country) | Q(country=None))

    def with_dates_from(self, day: date) -> "RoundQuerySet":
        """Keep the rounds of which at least one date is on `day` or later."""
        return self.filter(
            Q(submissions_due__gte=day)
            | Q(visit_on__gte=day)
            | Q(session_on__gte=day)
            | Q(report_on__gte=day)
        )


class MonitoringRound(models.Model):
    """One round of a mechanism for a country, or for all: its dates, each of which may be unknown."""

    mechanism = models.ForeignKey(
        Mechanism,
        verbose_name=gettext_lazy("mechanism"),
        on_delete=models.CASCADE,
        related_name="rounds",
    )
    country = models.ForeignKey(
        Country,
        verbose_name=gettext_lazy("country"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="monitoring_rounds",
        help_text=gettext_lazy("Empty: the round concerns all countries."),
    )
    name = models.CharField(
        gettext_lazy("round"),
        max_length=150,
        help_text=gettext_lazy("“Fourth round”, “54th session”."),
    )
    submissions_due = models.DateField(gettext_lazy("submissions due on"), null=True, blank=True)
    visit_on = models.DateField(gettext_lazy("visit begins on"), null=True, blank=True)
    session_on = models.DateField(gettext_lazy("session begins on"), null=True, blank=True)
    report_on = models.DateField(gettext_lazy("report expected on"), null=True, blank=True)
    note = models.TextField(gettext_lazy("note"), blank=True)
    url = models.URLField(gettext_lazy("address"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        """A round is named once for a country."""

        ordering = ["submissions_due", "session_on", "pk"]
        verbose_name = gettext_lazy("monitoring round")
        verbose_name_plural = gettext_lazy("monitoring rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "country", "name"],
                name="monitoring_round_once_for_country",
                violation_error_message=_ROUND_IS_THERE,
            ),
            # Two rows without a country are not the same to a database.
            models.UniqueConstraint(
                fields=["mechanism", "name"],
                condition=Q(country=None),
                name="monitoring_round_once_for_all",
                violation_error_message=_ROUND_IS_THERE,
            ),
        ]

    def __str__(self) -> str:
        """Return mechanism, country and round."""
        where = self.country.name if self.country else _("all countries")
        return f"{self.mechanism}, {where}: {self.name}"

    def clean(self) -> None:
        """Raise ValidationError for a round without any date."""
        if not any((self.submissions_due, self.visit_on, self.session_on, self.report_on)):
            raise ValidationError(
                {"submissions_due": _("Give at least one date; the others can follow.")}
            )


class FollowedCountry(models.Model):
    """A person who wants to be reminded by mail of the dates of a country."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_countries"
    )
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="followers")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Followed once."""

        ordering = ["country"]
        constraints = [
            models.UniqueConstraint(fields=["user", "country"], name="country_followed_once")
        ]

    def __str__(self) -> str:
        """Return the country."""
        return self.country.name


class RoundReminder(models.Model):
    """That a person was reminded of a date, so many days before it: never a second time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="round_reminders"
    )
    round = models.ForeignKey(MonitoringRound, on_delete=models.CASCADE, related_name="reminders")
    due = models.DateField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        """One reminder for a person, a date and a distance; a date that is moved is another date."""

        constraints = [
            models.UniqueConstraint(
                fields=["user", "round", "due", "days"], name="round_reminded_once"
            )
        ]
