"""Which blank forms the site offers, and where."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.forms.writing import blank_form

LANGUAGES = ("en", "fr", "it", "de", "es")
FORMATS = (("docx", _("Word")), ("xlsx", _("Excel")))
KINDS = (
    (
        "practice",
        _("Practice chart"),
        _("Eighteen items: what you do, for whom, with what, and what came of it."),
    ),
    (
        "case-study",
        _("Case study"),
        _("Twelve questions on one case of cooperation across borders."),
    ),
)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """One file to fill in."""

    format: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """The files of one language, which is called by its own name."""

    code: str
    name: str
    files: tuple[BlankForm, ...]


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A kind of form in all its languages."""

    title: str | Promise
    text: str | Promise
    rows: tuple[LanguageRow, ...]


def offered_forms() -> list[OfferedForm]:
    """Return the blank forms that can be downloaded."""
    return [
        OfferedForm(title, text, tuple(_row(kind, language) for language in LANGUAGES))
        for kind, title, text in KINDS
    ]


def _row(kind: str, language: str) -> LanguageRow:
    name = (Locale.parse(language).display_name or language).capitalize()
    files = tuple(
        BlankForm(label, reverse("blank_form", args=(kind, language, extension)))
        for extension, label in FORMATS
    )
    return LanguageRow(language, name, files)


@lru_cache(maxsize=len(KINDS) * len(LANGUAGES) * len(FORMATS))
def blank_form_file(kind: str, language: str, extension: str) -> bytes:
    """Return a blank form, made once a process."""
    return blank_form(kind, language, extension)  # type: ignore[arg-type]
