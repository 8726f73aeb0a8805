"""A case study as the data of its PDF: the twelve questions with their tick lists."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from practices.pdf.chart import Data, as_of, facing, fact, foot, in_columns, labels, text
from practices.selectors.case_sheet import CaseView

NO_SAMPLE = (
    "Twelve cases are no sample: they show how organisations worked together and say nothing about how "
    "often something happens."
)


def case_data(view: CaseView) -> Data:
    """Return the data of a case study's PDF; everything in it is plain text."""
    page = view.page
    number = str(page.number or "")
    kind = _("Case study %(number)s") % {"number": number} if number else _("Case study")
    authors = [view.organisation.label] if view.organisation else []
    return {
        "language": page.locale.language_code.split("-")[0],
        "title": page.title,
        "original": "",
        "authors": authors,
        "keywords": [link.label for link in view.lessons],
        "category": "",
        "letter": number or "–",
        "kind": _("%(kind)s · cooperation across borders") % {"kind": kind},
        "lead": page.summary,
        "running": f"{page.title} · {settings.WAGTAIL_SITE_NAME}",
        "band": [
            (_("Organisation"), ", ".join(authors) or _("not stated")),
            (_("Countries"), labels(view.countries) or _("not named, to protect the person")),
        ],
        "facts_title": _("The case at a glance"),
        "facts": _facts(view),
        "items": [
            {"number": item.number, "title": str(item.title), "parts": _parts(view, item.number)}
            for item in view.items
        ],
        "foot": [*foot(view.countries, as_of(page), view.citation), _(NO_SAMPLE)],
        "url": view.url,
        "words": {"not_stated": _("Not stated.")},
    }


def _facts(view: CaseView) -> tuple[list[Data], list[Data]]:
    page = view.page
    facts = [
        fact(_("What was needed"), [link.label for link in view.needs], "1"),
        fact(_("Form of exploitation"), [link.label for link in view.exploitation], "2"),
        fact(_("What it teaches"), [link.label for link in view.lessons]),
        fact(
            _("Made less exact, to protect the person"),
            [str(one) for one in page.generalised_fields],
        ),
        fact(_("Collected"), [page.source_collected] if page.source_collected else []),
        fact(_("Source"), [part for part in (view.source, page.source_note) if part]),
    ]
    return in_columns(facts)


_TEXTS = {
    1: "need",
    3: "first_contact",
    4: "obstacles",
    6: "steps",
    7: "collaboration",
    8: "assessment_of_wishes",
    9: "privacy_measures",
    11: "tools",
    12: "recommendations",
}


def _parts(view: CaseView, number: int) -> list[Any]:
    page = view.page
    if number == 6 and view.steps:
        return [_steps(view)]
    if number in _TEXTS:
        return [text(getattr(page, _TEXTS[number]))]
    if number == 2:
        lists = [
            {"title": one.title, "ticks": [(tick.label, tick.is_ticked) for tick in one.ticks]}
            for one in view.tick_lists
        ]
        return [text(page.background), {"type": "ticks", "lists": lists}]
    if number == 5:
        return [_actors(view)] if view.actors else [text("")]
    return _experience(view)


def _steps(view: CaseView) -> Data:
    """Return the steps with their numbers, as on the page."""
    plain = {"strong": False, "emphasis": False, "href": ""}
    items = [{"runs": [{"text": step, **plain}], "children": []} for step in view.steps]
    return {"type": "text", "nodes": [{"kind": "ol", "items": items}]}


def _actors(view: CaseView) -> Data:
    return {
        "type": "pairs",
        "head": [_("Kind"), _("Body and part in the case")],
        "rows": [(str(actor.get_kind_display()) or "–", actor.role) for actor in view.actors],
    }


def _experience(view: CaseView) -> list[Data]:
    page = view.page
    parts = [text(page.experience)] if page.experience else []
    if page.worked or page.did_not_work:
        parts.append(
            facing((_("What worked"), page.worked), (_("What did not"), page.did_not_work))
        )
    return parts or [text("")]
