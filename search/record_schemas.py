"""What every record in the API says beside its own fields."""

from ninja import Schema
from pydantic import Field


class Record(Schema):
    """A published record: where it stands and when it last changed."""

    id: int = Field(description="Stays the same when title and address change", examples=[12])
    kind: str = Field(examples=["practice"])
    url: str = Field(
        description="The page for readers",
        examples=["https://centre.example.org/practices/outreach-rural-herzegovina/"],
    )
    language: str = Field(description="Language of the texts", examples=["en"])
    updated_at: str | None = Field(examples=["2026-03-01T09:30:00+00:00"])
