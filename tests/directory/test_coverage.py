"""Coverage: numbers by country and need, gaps told in words, links that lead to the same numbers."""

import csv
import re
from io import StringIO

import pytest

from core.models import Term
from tests.directory.support import organisation, text

pytestmark = pytest.mark.django_db
ADDRESS = "/directory/coverage/"


@pytest.fixture
def entries(db):
    organisation("Fresh", "DE", terms=["emergency-shelter", "accommodation", "women"], days=5)
    organisation("Overdue", "DE", "RO", terms=["accommodation"], days=900)
    organisation("Never", "AL", terms=["hotline", "women"])
    organisation("A draft", "FR", terms=["hotline"], live=False)


def table(html):
    """Return (class, number, words) by country and column."""
    columns = re.findall(r'<th scope="col"><span>([^<]+)</span></th>', html)
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.S):
        country = re.search(r">([^<]+)</a></th>", row)[1]
        cells = re.findall(r"<td>(.*?)</td>", row, re.S)
        for column, cell in zip(columns, cells, strict=True):
            state = re.search(r'class="cover (\w+)"', cell)[1]
            found[country, column] = (state, re.sub(r"<[^>]+>", "", cell).strip())
    return found


def test_a_cell_says_how_many_are_listed_and_whether_somebody_confirmed(client, entries):
    found = table(text(client.get(ADDRESS)))
    assert found["Germany", "Accommodation"] == ("confirmed", "2 2 listed, 1 confirmed")
    assert found["Romania", "Accommodation"] == ("stale", "1 1 listed, none confirmed now")
    assert found["Albania", "Hotline"] == ("unverified", "1 1 listed, none confirmed now")
    assert found["Albania", "Accommodation"] == ("none", "–nobody listed")
    assert "France" not in {country for country, _ in found}


def test_the_table_can_go_by_target_group_and_by_region(client, entries):
    found = table(text(client.get(f"{ADDRESS}?by=target-group&region=western-balkans")))
    countries = {country for country, _ in found}
    assert found["Albania", "Women"][0] == "unverified"
    assert "Kosovo*" in countries
    assert "Germany" not in countries


def test_a_cell_leads_to_the_same_entries(client, entries, index):
    index()
    html = text(client.get(ADDRESS))
    address = re.search(r'href="([^"]+country=DE&amp;service=accommodation)"', html)[1]
    assert "2 organisations" in text(client.get(address.replace("&amp;", "&")))


def test_what_makes_no_sense_is_said_and_the_table_stands(client, entries):
    html = text(client.get(f"{ADDRESS}?by=colour&region=atlantis"))
    assert "services are shown" in html
    assert "There is no such region" in html
    assert table(html)["Germany", "Accommodation"][0] == "confirmed"


def test_the_csv_has_every_cell_twice(client, entries):
    answer = text(client.get("/directory/coverage.csv")).lstrip("\ufeff")
    rows = {row["country"]: row for row in csv.DictReader(StringIO(answer))}
    assert rows["Germany"]["Accommodation"] == "2"
    assert rows["Germany"]["Accommodation (confirmed)"] == "1"
    assert rows["Romania"]["Hotline"] == "0"


def test_an_empty_directory_has_an_empty_table(client):
    assert "No organisation is listed yet." in text(client.get(ADDRESS))


def test_many_entries_cost_as_many_queries_as_few(client, entries, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(10):
        client.get(ADDRESS)


def test_a_circle_of_broader_terms_ends_where_it_began(client, entries):
    first, second = Term.objects.of("services")[:2]
    Term.objects.filter(pk=first.pk).update(parent=second)
    Term.objects.filter(pk=second.pk).update(parent=first)
    assert client.get(ADDRESS).status_code == 200
