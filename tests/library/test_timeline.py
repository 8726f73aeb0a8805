"""What an instrument came from and what came after it; which charts and cases cite a work."""

import pytest
from django.utils import timezone

from core.links.collecting import collect
from library.models import PolicyPage
from library.selectors import cited_by
from library.services import save_policy, save_publication
from library.timeline import timeline_of
from practices.services import save_case_study, save_practice
from tests.library.test_records import PUBLICATION

pytestmark = pytest.mark.django_db


def plan(year, *, publish=True, **relations):
    record = {
        "slug": f"plan-{year}",
        "title": f"Plan {year}",
        "level": "national",
        "year_adopted": year,
        **relations,
    }
    return save_policy(record=record, publish=publish)


def titles(policy):
    return [entry.title for entry in timeline_of(policy)]


def test_the_whole_succession_stands_in_the_order_of_the_years():
    first = plan(2003)
    plan(2005, supersedes=["plan-2003"])
    last = plan(2009, amends=["plan-2005"])
    for page in (first, last):
        assert titles(page) == ["Plan 2003", "Plan 2005", "Plan 2009"]
    middle = timeline_of(last)[1]
    assert set(middle.relations) == {"supersedes “Plan 2003”", "is amended by “Plan 2009”"}
    assert [entry.is_current for entry in timeline_of(last)] == [False, False, True]


def test_who_implements_the_same_instrument_does_not_stand_beside_each_other():
    convention = plan(2000)
    one = plan(2001, implements=["plan-2000"])
    plan(2002, implements=["plan-2000"])
    assert titles(one) == ["Plan 2000", "Plan 2001"]
    assert len(titles(convention)) == 3


def test_nothing_is_told_of_a_draft_nor_of_what_stands_behind_it():
    first = plan(2003)
    plan(2005, publish=False, supersedes=["plan-2003"])
    plan(2009, supersedes=["plan-2005"])
    assert titles(first) == []


def test_an_instrument_that_is_not_there_is_named_by_its_slug_and_a_circle_ends():
    page = plan(2003, supersedes=["plan-2005", "lost-plan"])
    plan(2005, supersedes=["plan-2003"])
    assert titles(page) == ["lost-plan", "Plan 2003", "Plan 2005"]


def test_a_long_succession_takes_two_queries_a_step(django_assert_max_num_queries):
    for year in range(2000, 2006):
        plan(year, supersedes=[f"plan-{year - 1}"])
    with django_assert_max_num_queries(12):
        assert len(titles(PolicyPage.objects.get(slug="plan-2005"))) == 7


def chart(name, *, publish=True, **fields):
    return save_practice(
        record={
            "name": name,
            "category": "B",
            "countries": ["FR"],
            "summary": "Invented.",
            **fields,
        },
        publish=publish,
    )


def test_charts_and_cases_that_lead_to_a_work_are_named(client, settings):
    settings.SITE_URL = "https://centre.example.org"
    work = save_publication(record=PUBLICATION, publish=True)
    chart("By its address", links=["http://www.example.org/study.pdf"])
    chart("By its DOI", links=["https://dx.doi.org/10.1234/invented"])
    chart("By its page", links=[f"{settings.SITE_URL}{work.url}"])
    linking = chart("By a link")
    linking.background = f'<p><a linktype="page" id="{work.pk}">study</a></p>'
    linking.save_revision().publish()
    chart("A draft", publish=False, links=["https://www.example.org/study.pdf"])
    chart("Of something else", links=["https://www.example.org/other.pdf"])
    case = {"title": "A case", "need": f'<p><a href="{PUBLICATION["url"]}">study</a></p>'}
    save_case_study(record={**case, "summary": "Invented."}, publish=True)
    collect(now=timezone.now())
    assert [(one.title, one.kind) for one in cited_by(work)] == [
        ("A case", "Case study"),
        ("By a link", "Practice chart"),
        ("By its DOI", "Practice chart"),
        ("By its address", "Practice chart"),
        ("By its page", "Practice chart"),
    ]
    page = client.get(work.url).content.decode()
    assert "Cited by" in page
    for hidden in ("A draft", "Of something else"):
        assert hidden not in page
