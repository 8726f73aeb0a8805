"""Names of terms, countries and choices in the active language, each looked up once for thousands of entries."""

from collections.abc import Iterable

from django.db.models import Choices

from core.models import Country, Term


class Names:
    """Keeps names for as long as one language is active: ten look-ups a record would cost more than reading it."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: dict[tuple[type, int | str], str] = {}

    def of(self, named: Iterable[Term] | Iterable[Country]) -> list[str]:
        """Return names in the order of what they name."""
        return [self._name(one) for one in named]

    def joined(self, named: Iterable[Term] | Iterable[Country]) -> str:
        """Return names in a row."""
        return ", ".join(self.of(named))

    def choice(self, choices: type[Choices], value: str) -> str:
        """Return the label of a choice."""
        key = (choices, value)
        if key not in self._known:
            self._known[key] = str(choices(value).label)
        return self._known[key]

    def _name(self, one: Term | Country) -> str:
        key = (type(one), one.pk)
        if key not in self._known:
            self._known[key] = one.name
        return self._known[key]
