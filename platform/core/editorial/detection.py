"""The detectors over a whole page: findings with their places, alike ones in one group."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.anonymity import find_in_text
from core.anonymity.long_texts import parts_of
from core.editorial.linked_files import FileFindings, findings_in, own_words
from core.editorial.page_texts import PlacedFile, PlacedText, texts_of
from core.editorial.reports import NOT_CHECKED

#: More findings of one kind in one field are one group: a telephone book is one question, not thousands.
MOST_SINGLE = 10
#: Of a group, so many are shown.
MOST_SHOWN = 20
#: What is searched of a page; what is longer counts as not checked.
MOST_CHARACTERS = 400_000
#: The words around a finding that make its place, in characters on each side within its line.
AROUND = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in its text: `text[start:end]` are the words."""

    text: PlacedText
    kind: str
    start: int
    end: int

    @property
    def fingerprint(self) -> str:
        """Return a keyed hash of the words and of the line around them."""
        whole = self.text.text
        line_start = whole.rfind("\n", 0, self.start) + 1
        line_end = whole.find("\n", self.end)
        line_end = len(whole) if line_end < 0 else line_end
        before = whole[max(line_start, self.start - AROUND) : self.start]
        after = whole[self.end : min(line_end, self.end + AROUND)]
        words = "\x00".join(
            " ".join(part.split()) for part in (before, whole[self.start : self.end], after)
        )
        return _hashed(self.kind, words)


def _hashed(kind: str, words: str) -> str:
    salt = "core.editorial.finding"
    return salted_hmac(salt, f"{kind}\x00{words}", algorithm="sha256").hexdigest()


@dataclass(slots=True)
class Group:
    """What one row of a report stands for: one finding wherever it recurs in a field, or many alike."""

    kind: str
    place: str
    label: str
    anchor: str
    fingerprint: str
    plain_label: str = ""
    count: int = 1
    shown: list[Shown] = field(default_factory=list)
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes two findings of two versions the same."""
        return self.kind, self.place, self.fingerprint

    @property
    def words(self) -> str:
        """Return the words of the first finding, for those who may read the page."""
        if not self.shown:
            return ""
        first = self.shown[0]
        return first.text.text[first.start : first.end]


def groups_in(page: Page) -> list[Group]:
    """Return what the detectors find in `page`, which is a version as an object; the order is the page's."""
    found: list[Shown] = []
    unread: list[Group] = []
    left = MOST_CHARACTERS
    for placed in texts_of(page):
        if isinstance(placed, PlacedFile):
            found += _in_own_words(placed)
            report = findings_in(placed.file)
            found += _in_file(placed, report)
            unread += [_unread(placed, note) for note in report.unread]
        elif len(placed.text) > left:
            unread.append(_unread(placed, _("The text is too long to be searched.")))
        else:
            left -= len(placed.text)
            found += _in_text(placed)
    return [*_grouped(found), *unread]


def _in_text(placed: PlacedText) -> Iterator[Shown]:
    for offset, part in parts_of(placed.text):
        for finding in find_in_text(part):
            if finding.kind not in placed.allowed:
                yield Shown(placed, finding.kind, finding.start + offset, finding.end + offset)


def _in_own_words(placed: PlacedFile) -> Iterator[Shown]:
    for name, text in own_words(placed.file):
        words = _("%(field)s: %(part)s of “%(file)s”") % {
            "field": placed.label,
            "part": name,
            "file": _short(placed),
        }
        yield from _in_text(_text_of_file(placed, name, words, text))


def _in_file(placed: PlacedFile, report: FileFindings) -> Iterator[Shown]:
    for finding, around in report.findings:
        words = _("%(field)s: file “%(file)s”, %(place)s") % {
            "field": placed.label,
            "file": _short(placed),
            "place": finding.place.replace("_", " "),
        }
        text = _text_of_file(placed, finding.place, words, around)
        start = finding.start if around[finding.start : finding.end] == finding.text else 0
        yield Shown(text, finding.kind, start, start + len(finding.text))


def _text_of_file(placed: PlacedFile, part: str, label: str, text: str) -> PlacedText:
    return PlacedText(
        place=_file_place(placed, part),
        label=label,
        text=text,
        anchor=placed.anchor,
        plain_label=_("%(field)s: a file") % {"field": placed.label},
    )


def _unread(placed: PlacedText | PlacedFile, note: str) -> Group:
    if isinstance(placed, PlacedFile):
        place, words = _file_place(placed, "content"), _short(placed)
        label = _("%(field)s: file “%(file)s”") % {"field": placed.label, "file": words}
        plain = _("%(field)s: a file") % {"field": placed.label}
        content = f"{placed.file.key}\x00{placed.file.record.file_hash}\x00{note}"
    else:
        place, label, content = placed.place, placed.label, placed.text
        plain = label
    return Group(
        kind=NOT_CHECKED,
        place=place[:250],
        label=label,
        anchor=placed.anchor,
        fingerprint=_hashed(NOT_CHECKED, content),
        plain_label=plain,
        note=note,
    )


def _file_place(placed: PlacedFile, part: str) -> str:
    return f"{placed.place}.{placed.file.key}.{part}"


def _short(placed: PlacedFile) -> str:
    return placed.file.title[:60]


def _grouped(found: list[Shown]) -> list[Group]:
    """Put alike findings together; the groups stand in the order in which the page is read."""
    by_field: dict[tuple[str, str], dict[str, list[Shown]]] = {}
    for shown in found:
        alike = by_field.setdefault((shown.text.place, shown.kind), {})
        alike.setdefault(shown.fingerprint, []).append(shown)
    groups: list[Group] = []
    for (_place, kind), alike in by_field.items():
        if len(alike) <= MOST_SINGLE:
            groups += [_group(fingerprint, places) for fingerprint, places in alike.items()]
        else:
            places = [shown for same in alike.values() for shown in same]
            groups.append(_group(_hashed(kind, "\x00".join(sorted(alike))), places))
    order: dict[PlacedText, int] = {}
    for shown in found:
        order.setdefault(shown.text, len(order))
    return sorted(groups, key=lambda group: (order[group.shown[0].text], group.shown[0].start))


def _group(fingerprint: str, places: list[Shown]) -> Group:
    first = places[0]
    return Group(
        kind=first.kind,
        place=first.text.place[:250],
        label=first.text.label,
        plain_label=first.text.plain_label or first.text.label,
        anchor=first.text.anchor,
        fingerprint=fingerprint,
        count=len(places),
        shown=places[:MOST_SHOWN],
    )
