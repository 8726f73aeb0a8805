"""Terms and countries speak the reader's language."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from core.models import Country, Term

pytestmark = pytest.mark.django_db


def test_a_term_is_named_in_the_active_language():
    term = Term.objects.get(vocabulary="services", slug="hotline")
    with override("fr"):
        assert term.name == term.labels["fr"]
    with override("en"):
        assert term.name == "Hotline"


def test_a_term_without_a_translation_keeps_its_english_label():
    term = Term(vocabulary="topics", slug="new", label="New topic")
    with override("de"):
        assert term.name == "New topic"


def test_a_country_is_named_in_the_active_language():
    with override("de"):
        assert Country.objects.get(code="FR").name == "Frankreich"
        assert Country.objects.get(code="XK").name.endswith("*")


def test_a_slug_stands_once_in_a_vocabulary_but_may_stand_in_another():
    Term.objects.create(vocabulary="topics", slug="once", label="Once")
    Term.objects.create(vocabulary="services", slug="once", label="Once")
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(vocabulary="topics", slug="once", label="Twice")
