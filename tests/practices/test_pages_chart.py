"""The page of a chart: what it shows, to whom, what it says when an item is empty, what it costs."""

import json
import re
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model

from core.access import Tier
from core.models import Country
from practices.models import ContactPoint, FundingSource, PracticePage, ResultFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]

CHART = "/practices/crisis-assessment-unit-venice/"
QUERIES_OF_A_CHART = 12


@pytest.fixture
def chart():
    return PracticePage.objects.get(slug="crisis-assessment-unit-venice")


def html_of(client, address=CHART):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def item(html, number):
    """Return the section of one item."""
    return re.search(
        rf'<section class="item[^"]*" id="item-{number}".*?</section>', html, re.S
    ).group()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_item_of_the_form_has_its_section_and_its_place_in_the_index(client):
    html = html_of(client)
    for number in range(8, 19):
        assert f'href="#item-{number}"' in html
        assert f'id="h{number}"' in item(html, number)


def test_the_band_names_organisation_country_and_period(client):
    band = re.search(r'<dl class="band-facts">.*?</dl>', html_of(client), re.S).group()
    assert "Municipality of Venice" in band
    assert "/directory/municipality-of-venice/" in band
    assert "Italy" in band
    assert "since 2007, ongoing in 2012" in text_of(band)


def test_a_chart_page_asks_the_database_twelve_times_at_most(client, django_assert_max_num_queries):
    client.get(CHART)
    with django_assert_max_num_queries(QUERIES_OF_A_CHART):
        client.get(CHART)


def test_more_rows_cost_no_more_queries(client, chart, django_assert_max_num_queries):
    chart.result_figures = [
        ResultFigure(label=f"Figure {number}", value=number, unit="persons") for number in range(30)
    ]
    chart.countries = Country.objects.filter(pk__in=["IT", "FR", "DE", "ES", "RO"])
    chart.save()
    client.get(CHART)
    with django_assert_max_num_queries(QUERIES_OF_A_CHART):
        client.get(CHART)


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("background", 8),
        ("objectives", 10),
        ("activities", 11),
        ("transferability", 16),
        ("mainstreaming", 17),
    ],
)
def test_an_item_without_an_answer_says_so(client, chart, field, number):
    setattr(chart, field, "")
    chart.save()
    assert "Not stated." in item(html_of(client), number)


def test_an_empty_paragraph_is_no_answer(client, chart):
    chart.background = '<p data-block-key="x"></p>'
    chart.save()
    assert "Not stated." in item(html_of(client), 8)


def test_a_chart_that_says_nothing_at_all_still_has_a_page(client, chart):
    bare = PracticePage(title="Bare", slug="bare", category="A", locale=chart.locale)
    chart.get_parent().add_child(instance=bare)
    html = html_of(client, "/practices/bare/")
    assert html.count("Not stated.") >= 10
    assert "#related" not in html


def test_strengths_face_challenges(client):
    learning = item(html_of(client), 15)
    assert learning.index("Strengths") < learning.index("Challenges")
    assert 'class="facing"' in learning


def test_figures_of_one_unit_are_bars_with_a_table_and_a_source(client):
    results = item(html_of(client), 14)
    assert "Unit: persons" in results
    assert 'width="100.0"' in results
    assert "The same figures as a table" in results
    assert "Source: ENPATES Handbook, 2012, chart 6." in results


def test_a_percentage_is_drawn_against_a_hundred(client, chart):
    chart.result_figures = [
        ResultFigure(label="First", value=20, unit="%"),
        ResultFigure(label="Second", value=40, unit="%"),
    ]
    chart.save()
    results = item(html_of(client), 14)
    assert 'width="40.0"' in results
    assert "40 %" in results


def test_funding_with_unknown_shares_is_listed_without_a_bar(client, chart):
    chart.funding_sources = [FundingSource(source="Ministry"), FundingSource(source="Donors")]
    chart.save()
    html = html_of(client)
    assert '<svg class="share"' not in html
    assert "Shares not stated" in item(html, 13)


def test_funding_beyond_a_hundred_per_cent_stays_within_its_bar(client, chart):
    chart.funding_sources = [
        FundingSource(source="One", percent=Decimal(80)),
        FundingSource(source="Two", percent=Decimal(80)),
    ]
    chart.save()
    widths = re.findall(r'<rect x="([\d.]+)" width="([\d.]+)"', html_of(client))
    assert all(float(start) + float(width) <= 100 for start, width in widths)


@pytest.fixture
def contacts(chart):
    chart.contact_points = [
        ContactPoint(kind="email", value=f"{tier}@example.org", tier=tier) for tier in Tier.values
    ]
    chart.save()


@pytest.mark.parametrize(
    ("account", "seen"),
    [
        (None, {"public"}),
        ("member@example.org", {"public", "members"}),
        ("editor@example.org", {"public", "members", "editors"}),
    ],
)
def test_a_viewer_sees_the_contact_points_of_her_tier(client, contacts, account, seen):
    if account:
        client.force_login(get_user_model().objects.get(email=account))
    html = html_of(client)
    assert {tier for tier in Tier.values if f"{tier}@example.org" in html} == seen


def test_rows_that_were_not_recognised_are_not_shown(client, chart):
    chart.unrecognised_rows = [{"label": "Secret remark", "text": "planted"}]
    chart.save()
    html = html_of(client)
    assert "Secret remark" not in html
    assert "planted" not in html


def test_a_script_in_a_plain_field_is_text(client, chart):
    chart.area = "<script>alert(1)</script>"
    chart.save()
    assert "<script>alert(1)" not in html_of(client)


def test_the_page_says_how_old_it_is(client, chart):
    assert "As of 2012, taken from the source; not reviewed since." in html_of(client)
    chart.last_reviewed_on = "2026-03-01"
    chart.save()
    assert "Last reviewed on 1 March 2026." in html_of(client)


def test_kosovo_carries_its_footnote(client):
    html = html_of(client, "/practices/rehabilitation-reintegration-kosovo/")
    assert "without prejudice to positions on status" in html


def test_the_chart_describes_itself_to_machines(client):
    html = html_of(client)
    data = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', html).group(1)
    )
    assert data["@type"] == "Report"
    assert data["name"] == "Crisis and Assessment Unit"
    assert data["temporalCoverage"] == "2007/.."
    assert [one["identifier"] for one in data["spatialCoverage"]] == ["IT"]
    assert '<meta name="DC.title" content="Crisis and Assessment Unit">' in html


def test_a_chart_names_its_origin_and_its_adaptations(client, chart):
    copy = PracticePage(
        title="A copy", slug="copy", category="B", locale=chart.locale, adapted_from=chart
    )
    chart.get_parent().add_child(instance=copy)
    assert "Adapted elsewhere" in html_of(client)
    assert "A copy" in html_of(client)
    facts = re.search(r'<aside class="facts".*?</aside>', html_of(client, "/practices/copy/"), re.S)
    assert CHART in facts.group()


def test_an_organisation_without_an_entry_is_named_without_a_link(client, chart):
    row = chart.organisation_rows.first()
    row.organisation.unpublish()
    band = re.search(r'<dl class="band-facts">.*?</dl>', html_of(client), re.S).group()
    assert "Municipality of Venice" in band
    assert "/directory/municipality-of-venice/" not in band
