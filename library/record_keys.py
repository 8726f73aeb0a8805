"""The keys of library records in JSON files, tables and the API, and the fields they stand for."""

from core.models import Vocabulary

#: Lists of terms by key.
TERMS = {
    "topics": Vocabulary.TOPICS,
    "regions": Vocabulary.REGIONS,
    "exploitation_forms": Vocabulary.EXPLOITATION_FORMS,
}
#: Texts on one line, by key.
LINES = {
    "title": "title",
    "url": "address",
    "licence": "licence",
    "rights": "rights",
    "source": "source",
}
POLICY_LINES = {
    "short_title": "short_title",
    "body": "body",
    "reference": "reference",
    "monitoring_body": "monitoring_body",
}
POLICY_NUMBERS = ("year_adopted", "in_force")
#: Slugs of other instruments by key; the values are those of `RelationKind`.
RELATIONS = ("supersedes", "amends", "implements", "endorsed_by")
PUBLICATION_LINES = {
    "publisher": "publisher",
    "language": "language",
    "doi": "doi",
    "isbn": "isbn",
}
PUBLICATION_NUMBERS = ("year",)
EDITION_LINES = {
    "language": "language",
    "title": "title",
    "url": "address",
    "licence": "licence",
    "rights": "rights",
}
COMMON = frozenset({"record", "slug", "kind", "countries", "summary", "editions", *LINES, *TERMS})
POLICY_KEYS = COMMON | {"level", "status", "languages", *POLICY_LINES, *POLICY_NUMBERS, *RELATIONS}
PUBLICATION_KEYS = COMMON | {"authors", *PUBLICATION_LINES, *PUBLICATION_NUMBERS}
