"""Turns data and a typst template into a tagged PDF/UA-1 file with the fonts of the site."""

import json
import re
import threading
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "\N{WHITE SQUARE}"
# Each round finds one run of letters that no font has; a text may hold several.
MOST_ROUNDS = 40
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_NOT_DISPLAYED = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)

# Letters found to be in none of the fonts, so that the next file does not find them again.
_missing: set[str] = set()


# A compiler serves one thread at a time; the fonts are read once for all.
_own = threading.local()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _compiler(template: Path) -> typst.Compiler:
    known: dict[Path, typst.Compiler] = _own.__dict__.setdefault("compilers", {})
    if template not in known:
        known[template] = typst.Compiler(
            str(template), root=str(template.parent), font_paths=_fonts()
        )
    return known[template]


def render(template: Path, values: dict[str, Any]) -> bytes:
    """Return the PDF that a template makes of `values`, which it reads as JSON from `sys.inputs.data`.

    PDF/UA allows no letter without a glyph: letters that none of the fonts has become empty squares.
    """
    data = json.dumps(_clean(values), ensure_ascii=False)
    for _round in range(MOST_ROUNDS):
        replaced = frozenset(_missing)
        data = data.translate({ord(letter): REPLACEMENT for letter in replaced})
        try:
            return _compile(template, data)
        except typst.TypstError as error:
            found = _NOT_DISPLAYED.search(str(error))
            unknown = set(_unescaped(found.group(1))) - replaced if found else set()
            if not unknown:
                raise
            _missing.update(unknown)
    readable = (letter if ord(letter) < 0x2100 else REPLACEMENT for letter in data)
    return _compile(template, "".join(readable))


def _clean(value: Any) -> Any:
    """Return the values without characters that are no letters at all."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else value


def _compile(template: Path, data: str) -> bytes:
    compiler = _compiler(template)
    file = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
    assert isinstance(file, bytes)  # a list of them comes for pictures alone
    return file


def _unescaped(text: str) -> str:
    r"""Return the letters that typst names, of which it writes some as `\u{2}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found.group(1), 16)), text)
