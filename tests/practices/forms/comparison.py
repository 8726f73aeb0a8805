"""Compares what was read from a filled form with what was written into it."""

from practices.forms.reading import FormError
from tests.practices.forms.filled_items import UNKNOWN
from tests.practices.forms.variants import JUNK


def words_of(text):
    """Give the words of a text; line ends and bullets do not count."""
    return (text or "").replace("- ", " ").split()


def differences(filler, results):
    """Say which items of the record are not what the chart says."""
    if len(results) != 1 or isinstance(results[0], FormError):
        return [f"result: {results}"]
    chart, record = filler.chart, results[0].to_json()
    contact = record["contact"]
    expected = {
        "chart_no": chart.number,
        "countries": [chart.country],
        "organisations": chart.organisations,
        "name": chart.name,
        "category": chart.category,
        "typology_text": chart.typology,
        "period_start": chart.years[0],
        "period_end": chart.years[1],
        "area_text": chart.area,
        "target_groups": chart.target_groups,
    }
    found = {key: record[key] for key in expected}
    expected |= {
        "emails": ["office@example.org"],
        "websites": ["www.example.org"],
        "phones": ["+990 12 345 678"],
        "address_text": "Example Organisation\n1 Example Street, Exampletown",
    }
    found |= {key: contact[key] for key in ("emails", "websites", "phones", "address_text")}
    for key, text in chart.texts.items():
        expected[key], found[key] = text, record[key]
    expected |= {
        "human": [{"role": role, "count": count} for role, count in chart.human],
        "in_kind": chart.in_kind,
        "funding": [{"source": source, "percent": percent} for source, percent in chart.funding],
    }
    found |= {key: record["resources"][key] for key in ("human", "in_kind", "funding")}
    told = [
        f"{key}: {found[key]!r} instead of {expected[key]!r}"
        for key in expected
        if found[key] != expected[key]
    ]
    told += [
        f"junk: {key}"
        for key, value in record.items()
        if key not in ("warnings", "unrecognised") and JUNK in str(value)
    ]
    if getattr(filler, "unknown_rows", False):
        if [
            (one["label"], one["value"]) for one in record["unrecognised"] if one["label"] == "Logo"
        ] != [("Logo", f"{UNKNOWN} value")]:
            told.append(f"unrecognised: {record['unrecognised']}")
        told += (
            []
            if any("Logo" in one["message"] for one in record["warnings"])
            else ["no warning of the unknown row"]
        )
    allowed = {"unknown_label"} if getattr(filler, "unknown_rows", False) else set()
    allowed |= {"tracked_changes", "comments", "hidden_text", "missing_item"}
    told += [
        f"warning {one['code']}: {one['message']}"
        for one in record["warnings"]
        if one["code"] not in allowed
    ]
    return told
