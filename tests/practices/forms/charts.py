"""Charts of the demonstration as plain texts, ready to be filled into forms."""

from dataclasses import dataclass, field

from practices.forms.reading.json_values import plain


@dataclass
class Chart:
    """Hold what a chart says, in the plain texts of a record."""

    number: int
    country: str
    organisations: list
    name: str
    category: str
    typology: str
    period: str
    years: tuple
    area: str
    target_groups: list
    texts: dict
    human: list
    in_kind: list
    funding: list
    contact: list = field(default_factory=list)


def chart_of(record):
    """Make a chart from a record of the demonstration data; contact data is invented."""
    texts = {
        key: plain(record[key])
        for key in (
            "background",
            "objectives",
            "activities",
            "results",
            "transferability",
            "mainstreaming",
            "methods",
            "tools",
            "strengths",
            "innovation",
            "challenges",
        )
    }
    start, end = record["period_start"], record["period_end"]
    groups = [slug.replace("-", " ").capitalize() for slug in record["target_groups"]]
    return Chart(
        number=record["number"],
        country=record["countries"][0],
        organisations=[slug.replace("-", " ").title() for slug in record["organisations"]],
        name=record["name"],
        category=record["category"],
        typology="\n".join(slug.replace("-", " ").capitalize() for slug in record["typologies"]),
        period=f"{start}-{end}" if end else f"Since {start}",
        years=(start, end),
        area=record["area"],
        target_groups=groups,
        texts=texts,
        human=[(one["role"], one["count"]) for one in record["resources"]["human"]],
        in_kind=[
            f"{one['count']} {one['item']}" if one["count"] else one["item"]
            for one in record["resources"]["in_kind"]
        ],
        funding=[(one["source"], one["percent"]) for one in record["resources"]["funding"]],
        contact=[
            "Example Organisation",
            "1 Example Street, Exampletown",
            "Tel: +990 12 345 678 Fax: +990 12 345 679",
            "E-mail: office@example.org Website: www.example.org",
        ],
    )
