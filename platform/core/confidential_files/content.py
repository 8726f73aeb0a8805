"""What a reader of one format hands on: texts with their places, and facts that are findings by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from core.anonymity import Finding, FindingKind
from core.anonymity.long_texts import find_in_long_text


class Place:
    """Name the places of a file; a page and a sheet have their number or name added."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked_change"
    HIDDEN = "hidden"
    TEXT_BOX = "text_box"
    ALT_TEXT = "alt_text"
    LINK = "link"
    METADATA = "metadata"
    PICTURE = "picture"
    ATTACHMENT = "attachment"
    DEFINED_NAME = "defined_name"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Mark a part of a text that stands in another place than the rest, such as hidden words."""

    start: int
    end: int
    place: str

    def touches(self, finding: Finding) -> bool:
        """Tell whether a finding has a character in common with it."""
        return self.start < finding.end and finding.start < self.end


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Hold a text with its place; `only_stretches` keeps what touches a stretch and drops the rest.

    Deleted words are searched together with the words around them, without which a name is no
    name, but only what was deleted is reported from there. A text that is told again in other
    words (`is_retold`) adds what was not found the first time.
    """

    text: str
    place: str = Place.BODY
    stretches: tuple[Stretch, ...] = ()
    only_stretches: bool = False
    is_retold: bool = False

    def findings(self) -> Iterable[Finding]:
        """Search the text."""
        if not self.text.strip():
            return
        for finding in find_in_long_text(self.text, place=self.place):
            touched = next((one for one in self.stretches if one.touches(finding)), None)
            if touched is not None:
                yield _moved(finding, touched.place)
            elif not self.only_stretches:
                yield finding


@dataclass
class Content:
    """Collect what a reader finds in one file."""

    texts: list[PlacedText] = field(default_factory=list)
    facts: list[Finding] = field(default_factory=list)
    #: sentences on what could not be looked into
    notes: list[str] = field(default_factory=list)

    def add(self, text: str | None, place: str) -> None:
        """Take a text, if there is one."""
        if text and text.strip():
            self.texts.append(PlacedText(text, place))

    def add_fact(self, kind: FindingKind, value: str, place: str = Place.METADATA) -> None:
        """Take a finding that needs no search: one for each value and place."""
        finding = Finding(kind.value, value, 0, len(value), place)
        if value and finding not in self.facts:
            self.facts.append(finding)

    def include(self, inner: "Content", place: str) -> None:
        """Take over what was found in a file inside this one."""
        for text in inner.texts:
            where = place if text.place == Place.BODY else f"{place}, {text.place}"
            self.texts.append(replace(text, place=where))
        self.facts.extend(_moved(fact, f"{place}, {fact.place}") for fact in inner.facts)
        self.notes.extend(inner.notes)

    def findings(self) -> list[Finding]:
        """Search all texts; facts stand last."""
        found: list[Finding] = []
        for text in self.texts:
            known = {(one.kind, one.text) for one in found} if text.is_retold else set()
            found += [one for one in text.findings() if (one.kind, one.text) not in known]
        return found + [fact for fact in self.facts if fact not in found]


def _moved(finding: Finding, place: str) -> Finding:
    return replace(finding, place=place)
