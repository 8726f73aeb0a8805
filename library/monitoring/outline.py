"""The outline of a submission in Word: the fixed parts of a mechanism, with what it allows written beside them."""

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.shared import Pt

from core.models import Country
from core.word_files import new_document, to_bytes
from library.models import Mechanism, MonitoringRound
from library.monitoring.dates import dates_of


def outline_of(
    mechanism: Mechanism,
    country: Country | None = None,
    monitoring_round: MonitoringRound | None = None,
) -> bytes:
    """Return a Word file: a title, what to keep to, one heading for each part that a submission has.

    Its notes are of a style of their own, “Note”, so that one gesture in Word removes them all.
    """
    document = new_document(_title(mechanism, country))
    _add_style_of_notes(document)
    document.add_paragraph(_("Submission by: name of the organisation or of the organisations"))
    _note(document, _("Delete these notes before you send the submission."))
    for line in _rules(mechanism, monitoring_round):
        _note(document, line)
    for number, part in enumerate(_parts(mechanism), start=1):
        document.add_heading(f"{number}. {part}", level=1)
        document.add_paragraph("")
    _note(
        document,
        _(
            "Before it is sent: no name, address, age or story by which a person could be known; figures with their "
            "source. The command check_confidentiality of the resource centre reads the finished file for such things."
        ),
    )
    return to_bytes(document)


def _add_style_of_notes(document: WordDocument) -> None:
    style = document.styles.add_style("Note", 1)
    style.base_style = document.styles["Normal"]
    style.font.italic, style.font.size = True, Pt(9.5)


def _title(mechanism: Mechanism, country: Country | None) -> str:
    if country is None:
        return _("Submission to: %(mechanism)s") % {"mechanism": mechanism.name}
    return _("Submission to: %(mechanism)s, on %(country)s") % {
        "mechanism": mechanism.name,
        "country": country.name,
    }


def _note(document: WordDocument, text: str) -> None:
    document.add_paragraph(text, style="Note")


def _parts(mechanism: Mechanism) -> list[str]:
    return mechanism.structure or [
        _("Who we are"),
        _("The situation, with evidence"),
        _("Recommendations"),
    ]


def _rules(mechanism: Mechanism, monitoring_round: MonitoringRound | None) -> list[str]:
    """Return what a submission has to keep to, a line each; what is not known is left out."""
    lines = [mechanism.who_submits]
    if mechanism.languages:
        names = ", ".join(language_names(mechanism.languages))
        lines.append(_("Languages: %(names)s.") % {"names": names})
    lines += [
        ngettext(
            "%(document)s: %(number)d page.", "%(document)s: %(number)d pages.", limit["pages"]
        )
        % {"document": limit["document"], "number": limit["pages"]}
        for limit in mechanism.page_limits
    ]
    if monitoring_round:
        lines += [
            f"{monitoring_round.name}: {one.label}: {date_format(one.day)}."
            for one in dates_of([monitoring_round])
        ]
    else:
        lines.append(mechanism.deadline)
    lines += [mechanism.confidentiality, mechanism.current_note]
    if mechanism.as_of:
        lines.append(
            _("These rules are as of %(year)d; check them at %(address)s before you write.")
            % {"year": mechanism.as_of, "address": mechanism.url or mechanism.body}
        )
    return [line for line in lines if line]


def language_names(codes: list[str]) -> list[str]:
    """Return the names of languages in the active one; a code that nobody knows stays as it is."""
    names = Locale.parse(get_language() or "en", sep="-").languages
    return [str(names.get(code, code)) for code in codes]
