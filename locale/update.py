"""Bring the catalogues of translations up to date with what readers see: `python locale/update.py`.

Each language has one `django.po`. What is new in the code is added without a translation, what is gone is dropped.
Texts of the admin are left to its editors' English, so only the places in `SOURCES` are read.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fr", "it", "de", "es")
#: What readers of the newsletter and of the search meet: pages and mails, and the frame that every page has.
SOURCES = (
    "*/search_index.py",
    "newsletter/**/*.py",
    "newsletter/templates/**/*.html",
    "newsletter/templates/**/*.txt",
    "platform/accounts/templates/allauth/layouts/*.html",
    "platform/core/maps/*.py",
    "platform/core/templates/503.html",
    "platform/core/templates/base.html",
    "platform/core/templates/core/_*.html",
    "platform/core/templates/core/maps/*.html",
    "search/**/*.py",
    "search/templates/search/**/*.html",
)
#: Choices that readers are offered, what their forms answer, and what records are called.
ALSO = (
    "directory/joining/country_lines.py",
    "directory/lookup/facets.py",
    "library/facets.py",
    "library/models/choices.py",
    "newsletter/models/alerts.py",
    "newsletter/models/consents.py",
    "newsletter/models/subscribers.py",
    "platform/core/anonymity/findings.py",
    "platform/core/protected_forms.py",
    "practices/models/choices.py",
)
#: What editors and administrators alone meet, and what only programs are told.
LEFT_OUT = (
    "/admin",
    "/control/",
    "/management/",
    "/migrations/",
    "/models/",
    "/importing/",
    "block",
    "checks.py",
    "demo",
    "filling.py",
    "panel",
    "preview",
    "/readers/",
    "search/apps.py",
    "search/explaining/",
    "search/insight/",
    "search/oai/",
    "search/record_",
    "trying.py",
    "wagtail_hooks",
    "whom.py",
)
#: What a header would say of people and moments: nobody needs it, and a moment changes with every run.
UNSAID = (
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
)
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def source_files() -> list[Path]:
    """Return the files whose texts readers see."""
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    kept = {
        path for path in found if not any(part in f"/{path.relative_to(ROOT)}" for part in LEFT_OUT)
    }
    return sorted(kept | {ROOT / name for name in ALSO})


def texts() -> Catalog:
    """Return every text that readers see, with its plural and the places where it stands."""
    catalog = Catalog()
    for path in source_files():
        for line, message, _comments, context in _texts_of(path):
            catalog.add(
                message,
                locations=[(str(path.relative_to(ROOT)), line)],
                context=context,
            )
    return catalog


def _texts_of(path: Path) -> Iterator[tuple]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # What Django makes of a template is Python but for its margins.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)


def catalogue_of(language: str) -> Path:
    """Return where the translations into a language stand."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """Return the translations into a language, an empty catalogue where there are none yet."""
    path = catalogue_of(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Write the translations into a language, sorted, below a header without people and moments."""
    catalogue.project, catalogue.version = "resource centre", "1"
    catalogue.header_comment = "# What readers of the resource centre meet."
    written = io.BytesIO()
    write_po(
        written,
        catalogue,
        width=110,
        include_lineno=False,
        sort_output=True,
        ignore_obsolete=True,
    )
    unsaid = tuple(f'"{name}:' for name in UNSAID)
    lines = written.getvalue().decode().splitlines(keepends=True)
    path = catalogue_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line for line in lines if not line.startswith(unsaid)), "utf-8")


def main() -> None:
    """Write the catalogues anew and say what is still to be translated."""
    template = texts()
    for language in LANGUAGES:
        catalogue = read_catalogue(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write_catalogue(language, catalogue)
        missing = [message for message in catalogue if message.id and not message.string]
        sys.stdout.write(f"{language}: {len(missing)} of {len(catalogue)} to be translated\n")


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    main()
