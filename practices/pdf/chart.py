"""A practice chart as the data of its PDF: band, facts, the items of the form, where it comes from."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.citation import Citation
from practices.pdf.nodes import nodes_of_html, nodes_of_text
from practices.selectors.links import Link
from practices.selectors.sheet import ChartSheet

Data = dict[str, Any]


def chart_data(sheet: ChartSheet, citation: Citation) -> Data:
    """Return the data of a chart's PDF; everything in it is plain text."""
    page = sheet.page
    category = str(page.get_category_display()) or _("category not stated")
    kind = (
        _("Practice chart %(number)s") % {"number": page.number}
        if page.number
        else _("Practice chart")
    )
    return {
        "language": page.locale.language_code.split("-")[0],
        "title": page.title,
        "original": page.name_original if page.name_original != page.title else "",
        "authors": [link.label for link in sheet.organisations],
        "keywords": [link.label for link in (*sheet.typologies, *sheet.tags)],
        "category": page.category,
        "letter": page.category or "–",
        "kind": f"{kind} · {category}",
        "lead": page.summary,
        "running": f"{page.title} · {settings.WAGTAIL_SITE_NAME}",
        "band": [
            (_("Organisation"), labels(sheet.organisations) or _("not stated")),
            (_("Country"), labels(sheet.countries) or _("not stated")),
            (_("Period"), sheet.period or _("not stated")),
        ],
        "facts_title": _("The chart at a glance"),
        "facts": _facts(sheet),
        "items": [
            {"number": item.number, "title": str(item.title), "parts": _PARTS[item.number](sheet)}
            for item in sheet.items
        ],
        "foot": foot(sheet.countries, as_of(page), citation),
        "url": citation.url,
        "words": {"not_stated": _("Not stated.")},
    }


def labels(links: tuple[Link, ...]) -> str:
    """Return the names of links on one line."""
    return ", ".join(link.label for link in links)


def fact(label: str, lines: list[str], item: str = "", shares: list[float] | None = None) -> Data:
    """Return one entry of the fact column."""
    return {"label": label, "item": item, "lines": lines, "shares": shares or []}


def _names(links: tuple[Link, ...]) -> list[str]:
    return [f"– {link.label}" if link.is_narrower else link.label for link in links]


def _facts(sheet: ChartSheet) -> tuple[list[Data], list[Data]]:
    page = sheet.page
    facts = [
        fact(_("Typology of intervention"), _names(sheet.typologies), "5"),
        fact(_("Target groups"), _names(sheet.target_groups), "9"),
        fact(_("Area"), [sheet.area] if sheet.area else [], "7"),
        fact(_("Results"), [f"{value} {label}" for value, label in sheet.first_figures], "14"),
        fact(
            _("Funding"),
            [
                " ".join(part for part in (share.percent, share.label) if part)
                for share in sheet.funding
            ],
            "13",
            [float(share.width) for share in sheet.funding if share.width],
        ),
        fact(_("Form of exploitation"), _names(sheet.exploitation)),
        fact(_("Services"), [labels(sheet.services)] if sheet.services else []),
        fact(_("Topics"), [labels(sheet.topics)] if sheet.topics else []),
        fact(_("Tags"), [labels(sheet.tags)] if sheet.tags else []),
        fact(_("Evidence for the results"), [str(page.get_evidence_level_display())]),
        fact(_("Licence"), [str(page.get_licence_display() or _("Not stated"))]),
        fact(_("Source"), [part for part in (sheet.source, page.source_note) if part]),
    ]
    return in_columns(facts)


LETTERS_A_LINE = 52


def in_columns(facts: list[Data]) -> tuple[list[Data], list[Data]]:
    """Return the facts in two columns of about the same height.

    An item of the form that says nothing is shown as a gap; of the other facts silence is no news.
    """
    shown = [one for one in facts if one["lines"] or one["item"]]
    heights = [_height(one) for one in shown]
    places = range(1, len(shown) + 1)
    half = min(
        places, key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])), default=0
    )
    return shown[:half], shown[half:]


def _height(one: Data) -> int:
    """Return about how many lines an entry takes, its label included."""
    return 2 + sum(1 + len(line) // LETTERS_A_LINE for line in one["lines"])


def text(html: str) -> Data:
    """Return the answer of an item in running text."""
    return {"type": "text", "nodes": nodes_of_html(html)}


def heading(title: str) -> Data:
    """Return a heading inside an item."""
    return {"type": "heading", "text": title}


def facing(*sides: tuple[str, str]) -> Data:
    """Return answers that face each other, as (title, rich text)."""
    return {
        "type": "facing",
        "sides": [{"title": title, "nodes": nodes_of_html(html)} for title, html in sides],
    }


def _target_groups(sheet: ChartSheet) -> list[Data]:
    note = sheet.page.target_group_note
    parts = (
        [{"type": "text", "nodes": nodes_of_text(note)}] if note or not sheet.target_groups else []
    )
    if sheet.target_groups:
        common = _("In the common vocabulary: %(names)s.") % {"names": labels(sheet.target_groups)}
        parts.append({"type": "note", "text": common})
    return parts


def _methods(sheet: ChartSheet) -> list[Data]:
    page = sheet.page
    parts = [text(page.methods)] if page.methods or not page.tools else []
    return parts + ([heading(_("Tools")), text(page.tools)] if page.tools else [])


def _resources(sheet: ChartSheet) -> list[Data]:
    parts: list[Data] = []
    for label, rows in ((_("People"), sheet.people), (_("In kind"), sheet.in_kind)):
        if rows:
            parts.append(
                {
                    "type": "amounts",
                    "label": label,
                    "value": _("Number"),
                    "rows": [(row.label, row.number or "–") for row in rows],
                }
            )
    if sheet.funding:
        parts.append(_funding(sheet))
    if sheet.page.resources_note:
        parts.append({"type": "text", "nodes": nodes_of_text(sheet.page.resources_note)})
    return parts or [text("")]


def _funding(sheet: ChartSheet) -> Data:
    bars = [
        {
            "label": share.label,
            "value": share.percent or "–",
            "width": float(share.width) if share.width else None,
        }
        for share in sheet.funding
    ]
    known = _("Share of the budget, per cent") if sheet.has_known_shares else _("Shares not stated")
    return {
        "type": "bars",
        "title": _("Funding"),
        "subtitle": known,
        "groups": [{"unit": "", "bars": bars}],
        "source": source_line(sheet.source),
    }


def source_line(source: str) -> str:
    """Return the line below a figure that says where its numbers come from."""
    return _("Source: %(source)s.") % {"source": source} if source else _("Source: this chart.")


def _results(sheet: ChartSheet) -> list[Data]:
    page = sheet.page
    parts = [text(page.results)] if page.results or not sheet.figures else []
    if not sheet.figures:
        return parts
    groups = [
        {
            "unit": _("Unit: %(unit)s") % {"unit": group.unit} if group.unit else "",
            "bars": [
                {"label": bar.label, "value": bar.value, "width": float(bar.width)}
                for bar in group.bars
            ],
        }
        for group in sheet.figures
    ]
    figures = {
        "type": "bars",
        "title": _("Results in figures"),
        "subtitle": _("Bars compare figures of the same unit"),
        "groups": groups,
        "source": source_line(sheet.source),
    }
    return [*parts, figures]


def _learning(sheet: ChartSheet) -> list[Data]:
    page = sheet.page
    parts = [text(page.learning)] if page.learning else []
    if page.strengths or page.challenges:
        parts.append(facing((_("Strengths"), page.strengths), (_("Challenges"), page.challenges)))
    if page.innovation:
        parts += [heading(_("Innovation")), text(page.innovation)]
    return parts or [text("")]


def _references(sheet: ChartSheet) -> list[Data]:
    links = [
        {
            "runs": [{"text": link.label, "strong": False, "emphasis": False, "href": link.url}],
            "children": [],
        }
        for link in sheet.links
    ]
    parts: list[Data] = []
    if links:
        parts.append({"type": "text", "nodes": [{"kind": "ul", "items": links}]})
    for point in sheet.contact_points:
        line = f"{point.get_kind_display()}: {point.value}"
        parts.append({"type": "text", "nodes": nodes_of_text(line)})
    return parts or [text("")]


_PARTS = {
    8: lambda sheet: [text(sheet.page.background)],
    9: _target_groups,
    10: lambda sheet: [text(sheet.page.objectives)],
    11: lambda sheet: [text(sheet.page.activities)],
    12: _methods,
    13: _resources,
    14: _results,
    15: _learning,
    16: lambda sheet: [text(sheet.page.transferability)],
    17: lambda sheet: [text(sheet.page.mainstreaming)],
    18: _references,
}


def as_of(page: Any) -> str:
    """Return the sentence that says how old the record is."""
    if page.last_reviewed_on:
        return _("Last reviewed on %(day)s.") % {"day": page.last_reviewed_on.isoformat()}
    if page.source_year:
        return _("As of %(year)s, taken from the source; not reviewed since.") % {
            "year": page.source_year
        }
    return _("Nobody has reviewed this record yet.")


def foot(countries: tuple[Link, ...], age: str, citation: Citation) -> list[str]:
    """Return the lines below the items: age, citation, footnotes of the countries named."""
    notes = [country.note for country in countries if country.note]
    return [age, _("Cite as: %(citation)s") % {"citation": citation.apa}, *notes]
