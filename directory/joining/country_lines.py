"""Countries written by hand, one a line: found by name or code, with a suggestion for what was misspelt."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from core.admin_forms import LinesField
from core.models import Country
from core.models.country import territory_names
from core.sorting import sort_key

LIKENESS = 75
MOST_LINES = 260


class CountryLinesField(LinesField):
    """Countries by name, one a line; short for the few that most organisations have."""

    def clean(self, value: object) -> list[Country]:
        """Return the countries, each once; say which line is no country, and what may be meant."""
        lines = self.to_python(value)
        if self.required and not lines:
            raise ValidationError(self.error_messages["required"])
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Write one country a line; there are not that many."))
        known = _by_name()
        unknown = [line for line in lines if sort_key(line) not in known]
        if unknown:
            raise ValidationError([_remark(line, known) for line in unknown[:5]])
        found = [known[sort_key(line)] for line in lines]
        return list({country.pk: country for country in found}.values())


def _by_name() -> dict[str, Country]:
    names: dict[str, Country] = {}
    english = territory_names("en")
    for country in Country.objects.all():
        for name in (country.code, english.get(country.code, ""), country.name.rstrip("*")):
            if name:
                names[sort_key(name)] = country
    return names


def _remark(line: str, known: dict[str, Country]) -> str:
    near = process.extractOne(
        sort_key(line[:100]), known.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS
    )
    values = {"line": line[:60], "name": known[near[0]].name if near else ""}
    if near:
        return _("“%(line)s” is not the name of a country. Did you mean %(name)s?") % values
    return _("“%(line)s” is not the name of a country. Write one a line, such as Italy.") % values
