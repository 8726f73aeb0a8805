"""What holds for every template and style sheet: nothing from outside, nothing inline."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = [ROOT / "platform", ROOT / "directory", ROOT / "practices", ROOT / "search"]
TEMPLATES = sorted(path for root in OURS for path in root.rglob("templates/**/*.html"))
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_loads_nothing_from_elsewhere(path):
    html = path.read_text(encoding="utf-8")
    loading = r"""(?:src|srcset|action|poster|data)\s*=\s*["']\s*(?:https?:)?//"""
    assert re.findall(loading, html) == []
    assert re.findall(r"<link[^>]+href\s*=\s*[\"']\s*(?:https?:)?//", html) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_template_has_no_style_and_no_script_of_its_own(path):
    html = path.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", html) == []
    inline = [tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag]
    assert [tag for tag in inline if "json" not in tag and "nonce=" not in tag] == []


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=names([*SHEETS, *SCRIPTS]))
def test_sheets_and_scripts_name_no_other_site(path):
    assert re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SHEETS, ids=names(SHEETS))
def test_a_sheet_stays_short_and_needs_no_important(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 150
    assert "!important" not in text


@pytest.mark.parametrize("path", sorted((ROOT / "static/css/components").glob("*.css")))
def test_a_component_has_no_address_and_no_colour_of_its_own(path):
    text = path.read_text(encoding="utf-8")
    assert "url(" not in text, "addresses break when the parts are put together"
    if path.name != "print.css":
        assert re.findall(r"#[0-9a-f]{3,8}\b", text) == [], "colours have names in tokens.css"
