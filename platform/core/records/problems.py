"""What is wrong with a record, key by key, told all at once."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class RecordProblem:
    """One thing that is wrong: the key of the record and a sentence for people."""

    key: str
    message: str

    def __str__(self) -> str:
        """Return key and sentence in one line."""
        return f"{self.key}: {self.message}"


class RecordError(Exception):
    """A record that cannot be stored; `problems` says all that is wrong with it."""

    def __init__(self, problems: list[RecordProblem]) -> None:
        """Keep the problems and make one line of them."""
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


def problems_of(error: ValidationError, key: str = "") -> list[RecordProblem]:
    """Return the messages of a model's own check as problems of the record's keys."""
    if not hasattr(error, "error_dict"):
        return [RecordProblem(key or _("record"), message) for message in error.messages]
    return [
        RecordProblem(key or _KEYS.get(field, field), message)
        for field, errors in error.message_dict.items()
        for message in errors
    ]


# Fields that records call otherwise.
_KEYS = {
    "title": "name",
    "source_title": "source",
    "source_year": "source",
    "source_number": "source",
    "source_note": "source",
    "source_collected": "source",
    "resources_note": "resources",
    "__all__": "record",
}
