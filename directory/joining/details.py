"""What an application says of its organisation, as labelled lines for people."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.anonymity import FindingKind, find_in_text
from core.models import Country, Term, Vocabulary
from directory.models import Application

_LINES: tuple[tuple[str, Promise], ...] = (
    ("name", _("Name in its own language")),
    ("name_en", _("Name in English")),
    ("acronym", _("Acronym")),
    ("type", _("Kind")),
    ("countries", _("Countries of work")),
    ("city", _("Town of the seat")),
    ("website", _("Website")),
    ("email", _("Public e-mail address")),
    ("phone", _("Public telephone")),
    ("description", _("What it does")),
    ("services", _("Services")),
    ("target_groups", _("For whom")),
    ("languages", _("Languages")),
)
_VOCABULARIES = {
    "type": Vocabulary.ORGANISATION_TYPES,
    "services": Vocabulary.SERVICES,
    "target_groups": Vocabulary.TARGET_GROUPS,
    "languages": Vocabulary.LANGUAGES,
}


#: What an entry made of the application would show in its writer's own words.
_OWN_WORDS = ("name", "name_en", "city", "email", "phone", "description")
_MOST_REMARKS = 20


@dataclass(frozen=True)
class Line:
    """One answer with its label."""

    label: str | Promise
    text: str


def answers_of(application: Application) -> list[Line]:
    """Return the answers that are not empty; terms and countries by their names."""
    names = {
        (term.vocabulary, term.slug): term.name
        for term in Term.objects.filter(vocabulary__in=_VOCABULARIES.values())
    }
    countries = Country.objects.in_bulk(application.entry.get("countries") or [])
    lines = []
    for key, label in _LINES:
        value = application.entry.get(key)
        values = value if isinstance(value, list) else [value]
        if key == "countries":
            values = [countries[code].name if code in countries else code for code in values]
        elif key in _VOCABULARIES:
            values = [names.get((_VOCABULARIES[key].value, one), one) for one in values]
        if text := ", ".join(str(one) for one in values if one):
            lines.append(Line(label, text))
    return lines


def remarks_of(application: Application) -> list[Line]:
    """Return what could identify or endanger somebody once the entry is published, by the detectors of the check."""
    found = [
        Line(FindingKind(finding.kind).label, finding.text)
        for key in _OWN_WORDS
        for finding in find_in_text(str(application.entry.get(key) or ""))
    ]
    return list(dict.fromkeys(found))[:_MOST_REMARKS]
