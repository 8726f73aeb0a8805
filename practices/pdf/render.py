"""Turns the JSON of a record into a tagged PDF/UA-1 file with typst."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
STANDARD = "ua-1"
REPLACEMENT = "\N{WHITE SQUARE}"
# Each round finds one run of letters that no font has; a text may hold several.
MOST_ROUNDS = 40
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_NOT_DISPLAYED = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)

# Letters found to be in none of the fonts, so that the next file does not find them again.
_missing: set[str] = set()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE / "fonts")])
    return typst.Compiler(str(HERE / "record.typ"), root=str(HERE), font_paths=fonts)


def render(record: dict[str, Any]) -> bytes:
    """Return the PDF of a record as `chart_record` and `case_record` make it.

    PDF/UA allows no letter without a glyph: letters that none of the fonts has become empty squares.
    """
    data = json.dumps(_clean(record), ensure_ascii=False)
    for _round in range(MOST_ROUNDS):
        data = data.translate({ord(letter): REPLACEMENT for letter in _missing})
        try:
            return _compile(data)
        except typst.TypstError as error:
            found = _NOT_DISPLAYED.search(str(error))
            unknown = set(_unescaped(found.group(1))) - _missing if found else set()
            if not unknown:
                raise
            _missing.update(unknown)
    return _compile("".join(letter if ord(letter) < 0x2100 else REPLACEMENT for letter in data))


def _clean(value: Any) -> Any:
    """Return the record without characters that are no letters at all."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list | tuple) else value


def _compile(data: str) -> bytes:
    return _compiler().compile(format="pdf", sys_inputs={"data": data}, pdf_standards=[STANDARD])


def _unescaped(text: str) -> str:
    r"""Return the letters that typst names, of which it writes some as `\u{2}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found.group(1), 16)), text)
