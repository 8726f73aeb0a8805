"""Charts and cases as the public API writes them: the keys of data/demo/*.json with their types and meanings."""

from ninja import Schema
from pydantic import Field

from core.api_answers import RecordsPage
from search.record_schemas import Record

_HTML = "HTML with paragraphs, lists, emphasis and links"
_POINTS = "One text a point, or HTML when the answer is no plain list"


class Person(Schema):
    """People by role; the number is null when the form gives none."""

    role: str = Field(examples=["Outreach worker"])
    count: float | None = Field(examples=[3])


class Good(Schema):
    """Goods and premises; the number is null when the form gives none."""

    item: str = Field(examples=["Car"])
    count: float | None = Field(examples=[1])


class Funding(Schema):
    """Who pays, and which share in per cent."""

    source: str = Field(examples=["City of Mostar"])
    percent: float | None = Field(examples=[90])


class Resources(Schema):
    """Item 13: what a practice needs."""

    human: list[Person]
    in_kind: list[Good]
    funding: list[Funding]
    note: str | None


class Figure(Schema):
    """A result in figures."""

    label: str = Field(examples=["Young people met"])
    value: float = Field(examples=[420])
    unit: str | None = Field(examples=["persons"])


class Link(Schema):
    """A reference on the web that has a title."""

    title: str
    url: str


class Contact(Schema):
    """A public way to reach the organisation."""

    kind: str = Field(examples=["email"])
    value: str = Field(examples=["office@example.org"])
    tier: str = Field(examples=["public"])


class PracticeSource(Schema):
    """Where a chart was first printed."""

    title: str | None
    year: int | None = Field(examples=[2012])
    chart: int | None = Field(examples=[1])
    note: str | None


class PracticeRecord(Record):
    """A chart of the standard form, item by item."""

    number: int | None = Field(description="Item 1", examples=[1])
    slug: str = Field(examples=["outreach-rural-herzegovina"])
    name: str = Field(description="Item 3", examples=["Outreach work in rural Herzegovina"])
    name_original: str | None
    countries: list[str] = Field(description="Item 1: ISO 3166-1 and XK", examples=[["BA"]])
    organisations: list[str] = Field(
        description="Item 2: slugs, or names that are not in the directory", examples=[["novi-put"]]
    )
    category: str | None = Field(description="Item 4: A to D", examples=["A"])
    typologies: list[str] = Field(description="Item 5", examples=[["peer-education"]])
    typology_text: str | None = None
    period_start: int | None = Field(description="Item 6", examples=[2011])
    period_end: int | None = Field(description="Item 6: null while it goes on", examples=[None])
    area_scope: str | None = Field(description="Item 7", examples=["local"])
    area: str | None
    summary: str | None
    background: str | None = Field(description=f"Item 8. {_HTML}")
    target_groups: list[str] = Field(description="Item 9", examples=[["young-people"]])
    target_group_note: str | None
    objectives: str | None = Field(description=f"Item 10. {_HTML}")
    activities: str | None = Field(description=f"Item 11. {_HTML}")
    methods: str | None = Field(description=f"Item 12. {_HTML}")
    tools: str | None = Field(description=f"Item 12. {_HTML}")
    resources: Resources
    results: str | None = Field(description=f"Item 14. {_HTML}")
    results_figures: list[Figure]
    strengths: str | None = Field(description=f"Item 15. {_HTML}")
    innovation: str | None = Field(description=f"Item 15. {_HTML}")
    challenges: str | None = Field(description=f"Item 15. {_HTML}")
    learning: str | None = Field(None, description=f"Item 15, undivided. {_HTML}")
    transferability: str | None = Field(description=f"Item 16. {_HTML}")
    mainstreaming: str | None = Field(description=f"Item 17. {_HTML}")
    evidence_level: str | None = Field(None, examples=["monitored"])
    exploitation_forms: list[str] = Field(examples=[["forced-labour"]])
    services: list[str] = Field(examples=[["outreach"]])
    topics: list[str] = Field(examples=[["prevention"]])
    tags: list[str] = Field(examples=[["rural areas"]])
    links: list[str | Link] = Field(description="Item 18", examples=[["https://www.example.org/"]])
    adapted_from: str | None = Field(None, description="Slug of another chart", examples=[None])
    adopted_by: list[str] = Field([], description="Slugs of organisations", examples=[[]])
    licence: str | None = Field(None, examples=["CC-BY-4.0"])
    review_by: str | None = Field(None, examples=["2027-01-31"])
    contacts: list[Contact] = Field([], description="Item 18")
    source: PracticeSource


class Actor(Schema):
    """A body that took part, and its role."""

    kind: str | None = Field(examples=["ngo"])
    role: str


class CaseSource(Schema):
    """Where a case was first printed."""

    title: str | None
    year: int | None = Field(examples=[2012])
    case: int | None = Field(examples=[1])
    collected: str | None
    note: str | None


class CaseStudyRecord(Record):
    """A case of cooperation across borders, question by question; it never holds a person's data."""

    number: int | None = Field(examples=[1])
    slug: str = Field(examples=["return-shared-safety-plan"])
    title: str
    organisation: str | None = Field(description="Slug, or the name as printed")
    countries: list[str] = Field(examples=[["RO"]])
    exploitation_forms: list[str] = Field(examples=[["forced-labour"]])
    age_group: str | None = Field(examples=["adult"])
    gender: str | None = Field(examples=["female"])
    recruitment: list[str] = Field(examples=[["friend"]])
    offer: list[str] = Field(examples=[["job"]])
    contact_channel: str | None = Field(description="Question 3", examples=["another-ngo"])
    needs: list[str] = Field(description="Question 1", examples=[["assisted-return"]])
    summary: str | None = None
    need: str | None = Field(description="Question 1")
    background: str | None = Field(description="Question 2, in general words")
    first_contact: str | None = Field(description="Question 3")
    obstacles: list[str] | str = Field(description=f"Question 4. {_POINTS}", examples=[["…"]])
    actors: list[Actor] = Field(description="Question 5")
    steps: list[str] | str = Field(description=f"Question 6. {_POINTS}", examples=[["…"]])
    collaboration: str | None = Field(description="Question 7")
    assessment_of_wishes: str | None = Field(description="Question 8")
    privacy_measures: str | None = Field(description="Question 9")
    worked: list[str] | str = Field(description=f"Question 10. {_POINTS}", examples=[["…"]])
    did_not_work: list[str] | str = Field(description=f"Question 10. {_POINTS}", examples=[["…"]])
    experience: str | None = Field(None, description="Question 10, undivided")
    tools: list[str] | str = Field(description=f"Question 11. {_POINTS}", examples=[["…"]])
    recommendations: list[str] | str = Field(
        description=f"Question 12. {_POINTS}", examples=[["…"]]
    )
    lessons: list[str] = Field(examples=[["network-trust"]])
    generalised_fields: list[str] = Field(description="What was made more general", examples=[[]])
    review_by: str | None = None
    source: CaseSource


class PracticesPage(RecordsPage):
    """One page of practice charts."""

    results: list[PracticeRecord]


class CaseStudiesPage(RecordsPage):
    """One page of case studies."""

    results: list[CaseStudyRecord]
