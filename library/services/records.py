"""Writes policies and publications from records with the keys of data/demo."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import Term, Vocabulary
from core.records import (
    RecordError,
    RecordProblem,
    RecordReader,
    check_fields,
    choose_slug,
    editable_copy,
    set_rows,
    store,
)
from library.identifiers import clean_doi, clean_isbn
from library.models import (
    Author,
    LibraryRecord,
    PolicyLevel,
    PolicyPage,
    PolicyRelation,
    PolicyStatus,
    PublicationPage,
)
from library.models.records import RESERVED_SLUGS
from library.record_keys import (
    LINES,
    POLICY_KEYS,
    POLICY_LINES,
    POLICY_NUMBERS,
    PUBLICATION_KEYS,
    PUBLICATION_LINES,
    PUBLICATION_NUMBERS,
    RELATIONS,
    TERMS,
)
from library.services.editions import EditionFile, editions_of

RecordT = TypeVar("RecordT", bound=LibraryRecord)
Record = Mapping[str, Any]
_ONLY_POLICY = (POLICY_KEYS - PUBLICATION_KEYS) - {"languages"}
_ONLY_PUBLICATION = PUBLICATION_KEYS - POLICY_KEYS


def record_type(record: Record) -> type[PolicyPage] | type[PublicationPage]:
    """Return what a record is: as its key `record` says, else as the keys that only one of both has.

    Raises RecordError when neither tells.
    """
    said = record.get("record")
    if said in ("policy", "publication"):
        return PolicyPage if said == "policy" else PublicationPage
    keys = set(record)
    is_policy, is_publication = bool(keys & _ONLY_POLICY), bool(keys & _ONLY_PUBLICATION)
    if said or is_policy == is_publication:
        sentence = _("Say what it is: policy or publication.")
        raise RecordError([RecordProblem("record", sentence)])
    return PolicyPage if is_policy else PublicationPage


def save_record(
    *,
    record: Record,
    page: LibraryRecord | None = None,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    files: Sequence[EditionFile] = (),
) -> LibraryRecord:
    """Write `record` as what it is; raises RecordError, and then nothing is written."""
    model = type(page) if page is not None else record_type(record)
    save = save_policy if issubclass(model, PolicyPage) else save_publication
    return save(record=record, page=page, publish=publish, user=user, files=files)  # type: ignore[arg-type]


@transaction.atomic
def save_policy(
    *,
    record: Record,
    page: PolicyPage | None = None,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    files: Sequence[EditionFile] = (),
) -> PolicyPage:
    """Write `record` as a new policy, or into `page`; keys that it does not have stay as they are.

    Raises RecordError, with all that is wrong, and then nothing is written.
    """
    reader = RecordReader(record, POLICY_KEYS)
    policy = PolicyPage() if page is None else editable_copy(page)
    _set_common(policy, reader, POLICY_LINES, POLICY_NUMBERS)
    _set_editions(policy, reader, files)
    if "level" in reader:
        policy.level = reader.choice("level", PolicyLevel)
    if "status" in reader:
        policy.status = reader.choice("status", PolicyStatus, PolicyStatus.UNKNOWN)
    if "languages" in reader:
        policy.languages = reader.texts("languages")
    if any(key in reader for key in RELATIONS):
        reader.problems += set_rows(policy, "relations", "relations", _relations(policy, reader))
    stored = _finish(policy, reader, "policy", publish, user)
    PolicyRelation.objects.filter(slug=stored.slug, other=None).update(other=stored)
    return stored


@transaction.atomic
def save_publication(
    *,
    record: Record,
    page: PublicationPage | None = None,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    files: Sequence[EditionFile] = (),
) -> PublicationPage:
    """Write `record` as a new publication, or into `page`; see `save_policy`."""
    reader = RecordReader(record, PUBLICATION_KEYS)
    publication = PublicationPage() if page is None else editable_copy(page)
    _set_common(publication, reader, PUBLICATION_LINES, PUBLICATION_NUMBERS)
    _set_editions(publication, reader, files)
    publication.doi = _checked(reader, "doi", clean_doi, publication.doi)
    publication.isbn = _checked(reader, "isbn", clean_isbn, publication.isbn)
    if "authors" in reader:
        authors = [Author(**author) for author in _authors(reader)]
        reader.problems += set_rows(publication, "authors", "authors", authors)
    return _finish(publication, reader, "publication", publish, user)


def _set_common(
    page: LibraryRecord, reader: RecordReader, lines: Mapping[str, str], numbers: tuple[str, ...]
) -> None:
    for key, field in {**LINES, **lines}.items():
        if key in reader:
            setattr(page, field, reader.line(key))
    for key in numbers:
        if key in reader:
            setattr(page, key, reader.whole_number(key))
    if "summary" in reader:
        page.summary = reader.text("summary")
    if "kind" in reader:
        slug = reader.text("kind")
        kinds = reader.terms("kind", Vocabulary.DOCUMENT_TYPES, only=slug) if slug else []
        page.kind = kinds[0] if kinds else None
    if "countries" in reader:
        page.countries = reader.countries("countries")
    _set_terms(page, reader)


def _set_editions(page: LibraryRecord, reader: RecordReader, files: Sequence[EditionFile]) -> None:
    if "editions" in reader or files:
        editions = editions_of(page, reader, files)
        reader.problems += set_rows(page, "editions", "editions", editions)


def _set_terms(page: LibraryRecord, reader: RecordReader) -> None:
    replaced = {vocabulary for key, vocabulary in TERMS.items() if key in reader}
    terms: list[Term] = [term for term in page.terms.all() if term.vocabulary not in replaced]
    for key, vocabulary in TERMS.items():
        if key in reader:
            terms += reader.terms(key, vocabulary)
    page.terms = terms
    page.__dict__.pop("grouped_terms", None)


def _relations(policy: PolicyPage, reader: RecordReader) -> list[PolicyRelation]:
    kept = [row for row in policy.relations.all() if row.kind not in reader]
    slugs = {kind: reader.texts(kind) for kind in RELATIONS if kind in reader}
    wanted = {slug for group in slugs.values() for slug in group}
    known = {page.slug: page for page in PolicyPage.objects.filter(slug__in=wanted)}
    return kept + [
        PolicyRelation(kind=kind, slug=slug, other=known.get(slug))
        for kind, group in slugs.items()
        for slug in group
    ]


def _authors(reader: RecordReader) -> Iterator[dict[str, Any]]:
    """Give authors written as a name, or as an object that says whether it is a body."""
    values = reader.record.get("authors") or []
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        yield from ({"name": name} for name in reader.texts("authors"))
        return
    for row in reader.row_readers("authors", ("name", "is_corporate")):
        yield {"name": row.line("name"), "is_corporate": bool(row.record.get("is_corporate"))}


def _checked(reader: RecordReader, key: str, clean: Callable[[str], str], before: str) -> str:
    if key not in reader:
        return before
    try:
        return clean(reader.line(key))
    except ValidationError as error:
        reader.note(key, error.messages[0])
        return before


def _finish(
    page: RecordT,
    reader: RecordReader,
    fallback: str,
    publish: bool,
    user: AbstractBaseUser | None,
) -> RecordT:
    if page.pk is None or "slug" in reader:
        choose_slug(page, reader.text("slug"), RESERVED_SLUGS, fallback)
    reader.problems += check_fields(page)
    reader.finish()
    return store(page, publish=publish, user=user)
