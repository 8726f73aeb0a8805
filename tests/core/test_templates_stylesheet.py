"""The style sheet in one piece: as a file to collect, as a file to find, never with an import left."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from core.stylesheet import SHEET, FlatStylesheetFinder, flattened

SOURCE = Path(settings.BASE_DIR) / "static" / SHEET
FINDERS = [
    "core.stylesheet.FlatStylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]


@pytest.fixture
def flat(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.STATICFILES_FINDERS = FINDERS
    finders.get_finder.cache_clear()
    yield FlatStylesheetFinder()
    finders.get_finder.cache_clear()


def test_every_component_is_part_of_the_sheet_or_linked_by_the_pages_that_need_it():
    imported = set(re.findall(r'@import url\("components/([^"]+)"\)', SOURCE.read_text("utf-8")))
    templates = "".join(
        path.read_text("utf-8")
        for app in ("platform", "directory", "practices", "search")
        for path in (Path(settings.BASE_DIR) / app).rglob("templates/**/*.html")
    )
    linked = set(re.findall(r"css/components/([\w-]+\.css)", templates))
    assert imported | linked == {path.name for path in (SOURCE.parent / "components").glob("*.css")}
    assert not imported & linked


def test_the_order_of_the_layers_comes_first_and_no_import_is_left():
    text = flattened(SOURCE)
    assert text.startswith("@layer tokens, base, layout, components, utilities;")
    assert "@import" not in text
    assert "/*" not in text
    assert text.count("{") == text.count("}")


def test_the_finder_hands_out_the_whole_sheet_and_every_other_file_as_it_is(flat):
    assert Path(flat.find(SHEET)).read_text("utf-8") == flattened(SOURCE)
    assert flat.find("js/look.js") == str(SOURCE.parents[1] / "js" / "look.js")
    assert not flat.find("css/no-such-sheet.css")


def test_a_changed_part_shows_with_the_next_look(flat, tmp_path):
    part = tmp_path / "css" / "part.css"
    part.parent.mkdir()
    (part.parent / "site.css").write_text('@import url("part.css");\n')
    part.write_text("a { color: red }\n")
    assert flattened(part.parent / "site.css") == "a { color: red }\n"
    part.write_text("a { color: blue }\n")
    assert flattened(part.parent / "site.css") == "a { color: blue }\n"


def test_collected_files_have_hashed_names_inside_the_sheet_too(flat, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    (sheet,) = (
        path
        for path in (settings.STATIC_ROOT / "css").glob("site.*.css")
        if re.fullmatch(r"site\.[0-9a-f]{12}\.css", path.name)
    )
    text = sheet.read_text("utf-8")
    assert "@import" not in text
    fonts = re.findall(r'url\("\.\./fonts/([^"]+)"\)', text)
    assert fonts
    assert all((settings.STATIC_ROOT / "fonts" / font).exists() for font in fonts)
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)
    assert sheet.with_name(f"{sheet.name}.br").stat().st_size < 15_000


def test_sheet_and_fonts_of_a_first_visit_leave_room_for_the_page():
    import gzip

    static = SOURCE.parents[1]
    fonts = sum(
        (static / "fonts" / name).stat().st_size
        for name in ("text-latin.woff2", "title-latin.woff2", "text-italic-latin.woff2")
    )
    script = len(gzip.compress((static / "js" / "look.js").read_bytes()))
    assert len(gzip.compress(flattened(SOURCE).encode())) + fonts + script < 105_000
