"""Reads files into planned records, one at a time, and finds the page that each is a version of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from directory.matching import OrganisationNames
from practices.forms.database_vocabulary import form_vocabulary
from practices.forms.reading import FormError, Source
from practices.forms.records import FormWarning, PracticeForm
from practices.importing.exactness import case_reader, practice_reader
from practices.importing.kinds import CASE_STUDIES, PRACTICES, AnyPage, Form, Kind, Record
from practices.importing.matching import find_match
from practices.importing.originals import originals

__all__ = ["CASE_STUDIES", "PRACTICES", "PlannedRecord", "plan_import"]


@dataclass
class PlannedRecord:
    """One record on its way in. Made by `plan_import`, carried out by `apply_planned`."""

    kind: Kind
    form: Form
    record: Record
    directory: OrganisationNames

    @property
    def name(self) -> str:
        """Return the file, and where in it the record stands."""
        return f"{self.form.source} ({self.form.place})" if self.form.place else self.form.source

    @property
    def title(self) -> str:
        """Return what the record is called."""
        return str(self.record.get("name") or self.record.get("title") or self.name)

    @property
    def warnings(self) -> list[FormWarning]:
        """Return what the reader of the form tells the person who imports."""
        return self.form.warnings

    @cached_property
    def match(self) -> AnyPage | None:
        """Return the page that the record is a version of: the same slug, or number and organisation."""
        return find_match(self.kind, self.record, self.directory)


def plan_import(
    sources: Iterable[Source],
    kind: Kind = PRACTICES,
    directory: OrganisationNames | None = None,
) -> Iterator[PlannedRecord | FormError]:
    """Read the records of files one at a time; a directory stands for its files, a zip for its members.

    `directory` holds the organisations that records may mean: without it all, drafts among them.
    """
    directory = directory or OrganisationNames()
    vocabulary = form_vocabulary(directory)
    reader = practice_reader() if kind is PRACTICES else case_reader()
    for source in _files(sources):
        original: Callable[[str], bytes] | None = None
        for form in kind.read(source, vocabulary):
            if isinstance(form, FormError):
                yield form
                continue
            original = original or originals(source)
            record = kind.record_of(form, vocabulary)
            record = reader.improve(form, record, original(form.source))
            if _says_nothing(record, form):
                yield FormError(form.source, _("nothing is filled in; send the form with answers."))
                continue
            yield PlannedRecord(kind, form, record, directory)


def _says_nothing(record: Record, form: Form) -> bool:
    """Tell whether a form was sent in blank: all that its record has is the name made up for it."""
    made_up = {"name", "title", "unrecognised_rows"}
    is_named = isinstance(form, PracticeForm) and form.name
    return not (record.keys() - made_up or is_named or form.unrecognised)


def _files(sources: Iterable[Source]) -> Iterator[Source]:
    for source in sources:
        if isinstance(source, Path) and source.is_dir():
            yield from sorted(
                path
                for path in source.rglob("*")
                if path.is_file() and not path.name.startswith((".", "~$"))
            )
        else:
            yield source
