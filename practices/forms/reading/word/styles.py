"""What styles and numbering definitions say about a paragraph: heading, bullet and its level, bold, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIST_STYLE = re.compile(
    r"^(?:list (?:bullet|number)|aufzählungszeichen|listennummer|liste à puces|liste à"
    r" numéros|punto elenco|numero elenco|lista con viñetas)(?: (\d))?$",
    re.IGNORECASE,
)
HEADING_STYLE = re.compile(
    r"^(?:heading \d|title|subtitle|überschrift \d|titre \d|titolo \d|título \d)$", re.IGNORECASE
)


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """Read a switch (w:b, w:vanish): True, False, or None where it is not set."""
    switch = parent.find(W + name) if parent is not None else None
    if switch is None:
        return None
    return switch.get(W + "val", "1").lower() not in ("0", "false", "off", "none")


def number(element: etree._Element | None, default: int | None = None) -> int | None:
    """Read the w:val of an element as a number."""
    value = element.get(W + "val") if element is not None else None
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else default


@dataclass(frozen=True)
class Style:
    """Hold what one style sets itself."""

    name: str
    based_on: str | None
    list_id: int | None
    level: int | None
    bold: bool | None
    hidden: bool | None
    outline: int | None


class Styles:
    """Answer questions on styles through their inheritance, and on lists through the numbering definitions."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        """Take the parsed parts, None where the file has none."""
        self._styles = {}
        self._defaults: dict[str, str] = {}
        for style in styles.iter(W + "style") if styles is not None else ():
            identifier = style.get(W + "styleId", "")
            self._styles[identifier] = _read_style(style)
            if style.get(W + "default") in ("1", "true"):
                self._defaults[style.get(W + "type", "")] = identifier
        self._formats: dict[tuple[int, int], str] = {}
        self._style_levels: dict[tuple[int, str], int] = {}
        if numbering is not None:
            self._read_numbering(numbering)

    def _read_numbering(self, numbering: etree._Element) -> None:
        abstract = {one.get(W + "abstractNumId"): one for one in numbering.iter(W + "abstractNum")}
        for definition in numbering.iter(W + "num"):
            identifier = definition.get(W + "numId", "")
            link = definition.find(W + "abstractNumId")
            if not identifier.isdigit() or link is None or link.get(W + "val") not in abstract:
                continue
            for level in abstract[link.get(W + "val")].iter(W + "lvl"):
                depth = level.get(W + "ilvl", "0")
                if not depth.isdigit():
                    continue
                form = level.find(W + "numFmt")
                self._formats[int(identifier), int(depth)] = (
                    form.get(W + "val", "") if form is not None else ""
                )
                style = level.find(W + "pStyle")
                if style is not None:
                    self._style_levels[int(identifier), style.get(W + "val", "")] = int(depth)

    def chain(self, identifier: str | None) -> list[Style]:
        """Give a style and those it is based on."""
        chain: list[Style] = []
        while identifier in self._styles and len(chain) < 20:
            chain.append(self._styles[identifier])
            identifier = self._styles[identifier].based_on
        return chain

    def is_heading(self, identifier: str | None) -> bool:
        """Tell whether a paragraph style is a heading."""
        chain = self.chain(identifier)
        named = any(HEADING_STYLE.match(style.name) for style in chain)
        return named or next(
            (style.outline < 9 for style in chain if style.outline is not None), False
        )

    def is_bold(self, identifier: str | None) -> bool:
        """Tell whether a style is bold."""
        return next(
            (style.bold for style in self.chain(identifier) if style.bold is not None), False
        )

    def is_hidden(self, identifier: str | None) -> bool:
        """Tell whether a style hides its text."""
        return next(
            (style.hidden for style in self.chain(identifier) if style.hidden is not None), False
        )

    def list_level(self, properties: etree._Element | None) -> int | None:
        """Give the level of a paragraph in its list, None if it is no bullet."""
        identifier = properties.find(W + "pStyle") if properties is not None else None
        style = (
            identifier.get(W + "val") if identifier is not None else self._defaults.get("paragraph")
        )
        direct = properties.find(W + "numPr") if properties is not None else None
        list_id = number(direct.find(W + "numId")) if direct is not None else None
        level = number(direct.find(W + "ilvl")) if direct is not None else None
        if list_id is None:
            return self._level_of_style(style, level)
        if list_id == 0 or self._formats.get((list_id, level or 0)) == "none":
            return None
        return min(max(level or 0, 0), 8)

    def _level_of_style(self, identifier: str | None, level: int | None) -> int | None:
        for style in self.chain(identifier):
            if style.list_id == 0:
                return None
            named = LIST_STYLE.match(style.name)
            if style.list_id is not None and not HEADING_STYLE.match(style.name):
                of_style = self._style_levels.get((style.list_id, identifier or ""))
                by_name = int(named.group(1) or 1) - 1 if named else None
                found = next(
                    (
                        one
                        for one in (level, style.level, of_style or None, by_name)
                        if one is not None
                    ),
                    0,
                )
                return min(max(found, 0), 8)
            if named:
                return int(named.group(1) or 1) - 1
        return None


def _read_style(style: etree._Element) -> Style:
    name, based_on = style.find(W + "name"), style.find(W + "basedOn")
    paragraph, run = style.find(W + "pPr"), style.find(W + "rPr")
    numbering = paragraph.find(W + "numPr") if paragraph is not None else None
    outline = paragraph.find(W + "outlineLvl") if paragraph is not None else None
    return Style(
        name=name.get(W + "val", "") if name is not None else "",
        based_on=based_on.get(W + "val") if based_on is not None else None,
        list_id=number(numbering.find(W + "numId")) if numbering is not None else None,
        level=number(numbering.find(W + "ilvl")) if numbering is not None else None,
        bold=is_on(run, "b"),
        hidden=is_on(run, "vanish"),
        outline=number(outline),
    )
