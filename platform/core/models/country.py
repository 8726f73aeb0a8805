"""Countries: ISO 3166-1 alpha-2 codes and XK, named by Babel, with their footnotes and named regions."""

from functools import lru_cache

from babel import Locale
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models.vocabulary import Term, Vocabulary


@lru_cache(maxsize=32)
def territory_names(language: str) -> dict[str, str]:
    """Return country names by code in `language` (a code such as "en" or "pt-br").

    Babel writes "Bosnia & Herzegovina"; running text and the forms have the word.
    """
    names = Locale.parse(language, sep="-").territories
    return {str(code): str(name).replace(" & ", " and ") for code, name in names.items()}


class Country(models.Model):
    """A country that records refer to; its name is translated, its footnote follows it everywhere."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    label = models.CharField(
        _("English name"),
        max_length=120,
        blank=True,
        help_text=_("Only where the network's name differs from the common one."),
    )
    footnote = models.TextField(
        _("footnote"), blank=True, help_text=_("Shown wherever the name of the country stands.")
    )
    is_marked = models.BooleanField(
        _("marked with an asterisk"),
        default=False,
        help_text=_(
            "The name is written with * and the footnote stands on every page that has it."
        ),
    )
    regions = models.ManyToManyField(
        Term,
        verbose_name=_("named regions"),
        blank=True,
        related_name="countries",
        limit_choices_to={"vocabulary": Vocabulary.REGIONS},
    )

    class Meta:
        """Sorted by code; lists for people are sorted by name where they are shown."""

        ordering = ["code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        """Return the name in the active language."""
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language, with its asterisk where one is due."""
        language = get_language() or "en"
        name = territory_names(language).get(self.code, self.code)
        if self.label and language.startswith("en"):
            name = self.label
        return f"{name}*" if self.is_marked else name
