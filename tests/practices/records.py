"""Records for tests: the demonstration's own, and any that a form can hold."""

import json
from pathlib import Path

from core.models import Term, Vocabulary
from practices.record_keys import CASE_TERMS, PRACTICE_TERMS

DATA = Path(__file__).resolve().parents[2] / "practices" / "demo_data"
PRACTICES = json.loads((DATA / "practices.json").read_text(encoding="utf-8"))
CASES = json.loads((DATA / "case_studies.json").read_text(encoding="utf-8"))


def in_order(record: dict) -> dict:
    """Put the lists of terms and countries into the order in which records give them."""
    terms = PRACTICE_TERMS if "typologies" in record else CASE_TERMS
    ordered = {**record, "countries": sorted(record["countries"])}
    for key, vocabulary in terms.items():
        slugs = Term.objects.of(Vocabulary(vocabulary)).values_list("slug", flat=True)
        ordered[key] = sorted(record[key], key=list(slugs).index)
    return ordered
