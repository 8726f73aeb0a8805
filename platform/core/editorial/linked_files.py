"""Pictures and documents that a page shows or links: their titles, names, content and hidden data."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from core.anonymity import Finding
from core.confidential_files import check_content
from core.confidential_files.reading import findings_in_file_name
from core.files.problems import UnreadableFile

#: Reports on files that were read lately, by key, name and the hash of their content.
_KNOWN: OrderedDict[tuple[str, str, str], "FileFindings"] = OrderedDict()
_MOST_KNOWN = 64


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A picture or document of the library; equal when it is the same one."""

    record: Any

    @property
    def title(self) -> str:
        """Return what the library calls it."""
        return str(self.record.title)

    @property
    def key(self) -> str:
        """Return model and primary key."""
        return f"{self.record._meta.label_lower}.{self.record.pk}"


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What was found in a file: each finding with the sentence around it, and what could not be read."""

    findings: list[tuple[Finding, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def embedded_files(soup: BeautifulSoup) -> Iterator[LinkedFile]:
    """Yield the pictures and documents that rich text points to."""
    images = [tag.get("id") for tag in soup.find_all("embed", embedtype="image")]
    documents = [tag.get("id") for tag in soup.find_all("a", linktype="document")]
    for model, keys in ((get_image_model(), images), (get_document_model(), documents)):
        wanted = [key for key in keys if str(key).isdecimal()]
        if wanted:
            yield from map(LinkedFile, model._default_manager.filter(pk__in=wanted).order_by("pk"))


def own_words(linked: LinkedFile) -> Iterator[tuple[str, str]]:
    """Yield what the library itself says of a file: pairs of label and text."""
    yield _("title"), linked.title
    if description := getattr(linked.record, "description", ""):
        yield _("description"), str(description)
    for tag in linked.record.tags.all():
        yield _("tag"), tag.name


def findings_in(linked: LinkedFile) -> FileFindings:
    """Return what a file says and hides; a file that cannot be read is told of, never passed over."""
    record = linked.record
    known = (
        linked.key,
        f"{record.file.name} {getattr(record, 'text_state', '')}",
        record.file_hash,
    )
    if known in _KNOWN and record.file_hash:
        return _KNOWN[known]
    found = _read(linked)
    _KNOWN[known] = found
    if len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.popitem(last=False)
    return found


def _read(linked: LinkedFile) -> FileFindings:
    name = str(linked.record.file.name)
    # A record may know that its file harms whoever opens it.
    why_not = linked.record.why_not_opened() if hasattr(linked.record, "why_not_opened") else ""
    if why_not:
        named = [(finding, finding.text) for finding in findings_in_file_name(name)]
        return FileFindings(named, [why_not])
    try:
        with linked.record.file.open("rb") as file:
            report = check_content(file.read(), name)
    except UnreadableFile as error:
        named = [(finding, finding.text) for finding in findings_in_file_name(name)]
        return FileFindings(named, [error.sentence])
    except OSError:
        return FileFindings(unread=[_("The file is missing; upload it again.")])
    shown = [
        (finding, _around(finding, report.texts.get(finding.place, ())))
        for finding in report.findings
    ]
    return FileFindings(shown, list(report.notes))


def _around(finding: Finding, texts: Any) -> str:
    """Return the text in which a finding stands, else its own words."""
    for text in texts:
        if text[finding.start : finding.end] == finding.text:
            return text
    return finding.text
