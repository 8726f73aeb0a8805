"""Similar records beside charts, cases, publications and policies: why they are alike, and when there are none."""

import re
from html import unescape

import pytest

from practices.models import CaseStudyPage, PracticePage
from search.engines.selection import forget_engines
from search.records_beside import records_like
from tests.sites import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]

CHART = "/practices/crisis-assessment-unit-venice/"
CASE = "/case-studies/return-shared-safety-plan/"
PUBLICATION = "/library/publications/da-vittime-a-cittadine-2001/"
POLICY = "/library/policies/udhr-1948/"
PAGES = (CHART, CASE, PUBLICATION, POLICY)


@pytest.fixture
def chart():
    return PracticePage.objects.get(slug="crisis-assessment-unit-venice")


def section_of(html):
    """Return the part of a page with the similar records, or nothing."""
    found = re.search(r'<section [^>]*id="related".*?</section>', html, re.S)
    return found.group() if found else ""


def keys_like(page):
    return [one.card.hit.key for one in records_like(page, None)]


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            CHART,
            "B Outreach work against labour exploitation Practice chart Italy since 2007 same typology: Outreach "
            "units, First protection; same service: Outreach work, Identification and referral, Cultural mediation "
            "and interpreting; same country: Italy · compare with Outreach work against labour exploitation",
        ),
        (
            CASE,
            "A minor returns and later testifies Case study Germany, Romania 2012 same form of exploitation: Sexual "
            "exploitation; same country: Romania",
        ),
        (
            PUBLICATION,
            "Study on Post-Trafficking. Experiences in the Czech Republic, Hungary, Italy and Portugal Publication "
            "Czechia, Hungary, Italy, Portugal 2010 same topic: Protection and assistance, Social and labour "
            "inclusion; same country: Italy",
        ),
        (
            POLICY,
            "ILO Declaration on Fundamental Principles and Rights at Work Policy 1998 same topic",
        ),
    ],
)
def test_a_record_is_told_with_kind_countries_period_and_what_it_shares(
    client, demonstration_index, address, told
):
    section = section_of(client.get(address).text)
    assert text_of(section).startswith("Similar records ")
    assert told in text_of(section)
    assert f'href="{address}"' not in section


def test_each_similar_chart_is_compared_by_one_press(client, demonstration_index, chart):
    html = client.get(CHART).text
    assert '<a href="#related">' in html
    section = section_of(html)
    charts = section.count("Practice chart</span>")
    links = [unescape(one) for one in re.findall(r'href="([^"]*compare[^"]*)"', section)]
    assert len(links) == charts >= 3
    for link in links:
        assert client.get(link).text.count('scope="col"') >= 2
        assert f"?p={chart.pk}&p=" in link
    assert not re.search(r'href="[^"]*compare', section_of(client.get(CASE).text))


def test_drafts_and_previews_show_none(demonstration_index, chart, rf):
    assert records_like(chart, rf.get(CHART))
    assert not section_of(chart.make_preview_request().render().text)
    chart.unpublish()
    assert records_like(chart, rf.get(CHART)) == []
    assert records_like(CaseStudyPage(title="New"), None) == []


def test_a_page_that_repeats_another_one_shows_those_of_the_other(demonstration_index, chart):
    twin = chart.create_alias(update_slug="twin")
    assert keys_like(twin) == keys_like(chart) != []


@pytest.mark.parametrize("address", PAGES)
def test_while_the_search_is_down_pages_are_whole_without_them(
    client, demonstration_index, settings, address
):
    with_them = client.get(address).text
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
    forget_engines()
    answer = client.get(address)
    forget_engines()
    assert answer.status_code == 200
    assert not section_of(answer.text)
    assert "#related" not in answer.text
    headings = re.findall(r"<h2[^>]*>", with_them.replace(section_of(with_them), ""))
    assert re.findall(r"<h2[^>]*>", answer.text) == headings


@pytest.mark.parametrize(
    ("address", "queries"), [(CHART, 12), (CASE, 12), (PUBLICATION, 14), (POLICY, 17)]
)
def test_they_cost_no_query(
    client, demonstration_index, django_assert_max_num_queries, address, queries
):
    client.get(address)
    with django_assert_max_num_queries(queries):
        assert section_of(client.get(address).text)
