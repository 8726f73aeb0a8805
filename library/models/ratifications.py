"""Which country has signed, ratified and is bound by which instrument."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Country

_YEARS = [MinValueValidator(1800), MaxValueValidator(2100)]
#: No more precise than the source: a year, a month or a day.
AS_OF = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z",
    gettext_lazy("Write a year, a month or a day: 2012, 2012-05 or 2012-05-31."),
)


class RatificationQuerySet(models.QuerySet):
    """Facts by what they say of today."""

    def in_force(self) -> "RatificationQuerySet":
        """Keep those by which a country is bound: in force or ratified, and not left since."""
        return self.filter(ended=None).exclude(in_force=None, ratified=None)


class Ratification(models.Model):
    """A country and an instrument: years as the source gives them, empty where it gives none.

    `ratified` is the year in which the country bound itself, by ratification, acceptance, approval or accession. The
    table is the editors'; it is no part of a page's revisions, so that no draft can change it.
    """

    policy = models.ForeignKey(
        "library.PolicyPage",
        verbose_name=gettext_lazy("instrument"),
        on_delete=models.CASCADE,
        related_name="ratifications",
    )
    country = models.ForeignKey(
        Country,
        verbose_name=gettext_lazy("country"),
        on_delete=models.CASCADE,
        related_name="ratifications",
    )
    signed = models.PositiveSmallIntegerField(
        gettext_lazy("signed in"), null=True, blank=True, validators=_YEARS
    )
    ratified = models.PositiveSmallIntegerField(
        gettext_lazy("ratified in"),
        null=True,
        blank=True,
        validators=_YEARS,
        help_text=gettext_lazy("Ratification, acceptance, approval or accession."),
    )
    in_force = models.PositiveSmallIntegerField(
        gettext_lazy("in force there since"), null=True, blank=True, validators=_YEARS
    )
    ended = models.PositiveSmallIntegerField(
        gettext_lazy("left in"),
        null=True,
        blank=True,
        validators=_YEARS,
        help_text=gettext_lazy("Only when the country is no longer bound."),
    )
    reservation = models.TextField(gettext_lazy("reservation or declaration"), blank=True)
    source = models.CharField(gettext_lazy("source"), max_length=250, blank=True)
    as_of = models.CharField(
        gettext_lazy("as of"),
        max_length=10,
        blank=True,
        validators=[AS_OF],
        help_text=gettext_lazy("When the source said so: a year, a month or a day."),
    )

    objects = RatificationQuerySet.as_manager()

    class Meta:
        """One row for a country and an instrument."""

        ordering = ["policy__title", "country"]
        verbose_name = gettext_lazy("ratification")
        verbose_name_plural = gettext_lazy("ratifications")
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "country"],
                name="ratification_once",
                violation_error_message=gettext_lazy(
                    "This country has a row for this instrument already; change that one."
                ),
            )
        ]

    def __str__(self) -> str:
        """Return country and instrument."""
        return self.title

    def clean(self) -> None:
        """Refuse a row that says nothing, and years that go backwards."""
        years = [year for year in (self.signed, self.ratified, self.in_force, self.ended) if year]
        if not years:
            raise ValidationError(_("Give at least one year: signed, ratified or in force."))
        if years != sorted(years):
            raise ValidationError(
                _("The years go backwards: signed, ratified, in force, left stand in this order.")
            )

    @property
    def slug(self) -> str:
        """Return the row's name in files and messages."""
        return f"{self.policy.slug}/{self.country_id}"

    @property
    def title(self) -> str:
        """Return country and instrument."""
        return f"{self.country.name}: {self.policy.short_title or self.policy.title}"

    @property
    def is_bound(self) -> bool:
        """Tell whether the country is bound today, as far as is known."""
        return bool(self.in_force or self.ratified) and not self.ended

    @property
    def kind(self) -> str:
        """Return how the country stands in one word: bound, ratified, signed or left."""
        if self.ended:
            return "left"
        if self.in_force:
            return "bound"
        return "ratified" if self.ratified else "signed"

    @property
    def year(self) -> int | None:
        """Return the year that a table shows: of the end, the entry into force, the ratification or the signature."""
        return self.ended or self.in_force or self.ratified or self.signed

    @property
    def standing(self) -> str:
        """Return how the country stands to the instrument, in few words."""
        if self.ended:
            return _("left in %(year)d") % {"year": self.ended}
        if self.in_force:
            return _("in force since %(year)d") % {"year": self.in_force}
        if self.ratified:
            return _("ratified in %(year)d") % {"year": self.ratified}
        return _("signed in %(year)d, not ratified") % {"year": self.signed} if self.signed else ""
