"""The state that is kept while the parts of one Word file are read.

Its styles, its links, open fields, and what was met.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from practices.forms.reading.blocks import Notes
from practices.forms.reading.word.styles import Styles

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass
class Field:
    """Hold one open field (w:fldChar): its instruction, and whether its result is being read."""

    instruction: str = ""
    in_result: bool = False
    #: what a form field shows: a box, or the chosen entry of a list
    shown: str = ""
    said: bool = False


@dataclass
class Story:
    """Hold the state of reading one part."""

    styles: Styles
    relations: dict[str, tuple[str, str, bool]]
    notes: Notes = field(default_factory=Notes)
    fields: list[Field] = field(default_factory=list)
    #: text boxes met in the paragraph that is being read
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    footnote_marks: list[tuple[str, str]] = field(default_factory=list)

    def link(self, identifier: str | None) -> str:
        """Give the target of a link by its relation; nothing is ever opened."""
        kind, target, is_outside = self.relations.get(identifier or "", ("", "", False))
        return target if kind == "hyperlink" and is_outside else ""


def chosen(alternate: etree._Element) -> etree._Element | None:
    """Choose one of the renderings that mc:AlternateContent offers, so that its text is read once."""
    choice = alternate.find(MC + "Choice")
    return choice if choice is not None and len(choice) else alternate.find(MC + "Fallback")
