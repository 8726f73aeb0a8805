"""Referral: partners at both ends, gaps said aloud, and nothing of it kept anywhere."""

import re

import pytest

from core.models import AuditEntry
from tests.directory.support import SECRETS, contacts_of_every_tier, organisation, text

pytestmark = pytest.mark.django_db
ADDRESS = "/directory/referral/"


@pytest.fixture
def partners(index):
    organisation(
        "Berlin Bridge", "DE", terms=["legal-aid", "accommodation", "children", "ro"], days=5
    )
    organisation("Bremen Boat", "DE", terms=["accommodation", "women"], days=5)
    organisation(
        "Cluj Corner",
        "RO",
        terms=["emergency-shelter", "children", "ro"],
        days=5,
        contacts=[
            *contacts_of_every_tier("office"),
            {"kind": "referral", "tier": "public", "phone": "+40 7"},
        ],
    )
    organisation("Old Oradea", "RO", terms=["accommodation", "children"], days=900)
    organisation("Paris Port", "FR", terms=["legal-aid", "children"], days=5)
    index()


def ask(client, **answers):
    data = {"here": "DE", "there": "RO", "needs": ["legal-aid", "accommodation"], **answers}
    return client.post(ADDRESS, data)


def cells(html):
    """Return the table: need, then the words of each cell."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split()).replace(" ,", ",")
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)
    ]


def test_each_need_is_answered_at_each_end_and_a_gap_is_said(client, partners):
    html = text(ask(client, group="children"))
    assert cells(html) == [
        ["Legal counselling and representation", "Berlin Bridge", "Gap: nobody listed"],
        ["Accommodation", "Berlin Bridge", "Cluj Corner, Old Oradea"],
    ]
    assert "Paris Port" not in html


def test_who_states_the_service_without_the_group_is_named_beside_the_gap(client, partners):
    html = text(ask(client, needs=["accommodation"], group="men"))
    (row,) = cells(html)
    assert row[1].startswith("Gap: nobody listed States the service, but not the group")
    assert "Bremen Boat" in row[1]


def test_the_language_counts_as_well(client, partners):
    (row,) = cells(text(ask(client, needs=["accommodation"], language="ro")))
    assert row[1:] == ["Berlin Bridge", "Cluj Corner"]


def test_the_referral_contact_comes_first_and_each_viewer_sees_their_tier(client, partners, member):
    html = text(ask(client))
    numbers = re.findall(r'class="phone" href="[^"]+">([^<]+)</a>', html)
    assert numbers == ["+40 7", SECRETS["public"]]
    client.force_login(member)
    html = text(ask(client))
    assert SECRETS["members"] in html
    assert SECRETS["editors"] not in html
    assert AuditEntry.objects.get().details == {"tier": "members", "place": "referral"}


def test_overdue_entries_are_marked_and_stand_after_the_others(client, partners):
    html = text(ask(client, needs=["accommodation"]))
    assert html.index("Cluj Corner") < html.index("Old Oradea")
    assert "overdue" in html.partition("partner-")[2]


def test_one_country_is_one_end(client, partners):
    html = text(ask(client, there="DE"))
    assert html.count('class="referral-end"') == 1


def test_nothing_is_kept_in_caches_addresses_cookies_or_logs(
    client, partners, caplog, django_assert_max_num_queries
):
    caplog.set_level("DEBUG")
    answer = ask(client, group="children")
    assert answer["Cache-Control"] == "no-store, private"
    assert not answer.cookies
    assert "?" not in "".join(
        re.findall(r'(?:href|action)="(/directory/[^"]*)"', text(answer).partition("<main")[2])
    )
    assert 'method="post"' in text(answer)
    assert "legal-aid" not in caplog.text
    assert "children" not in caplog.text
    assert not AuditEntry.objects.exists()


def test_the_address_asks_for_nothing_and_an_address_with_answers_is_not_read(client, partners):
    answer = client.get(ADDRESS + "?here=DE&there=RO&needs=legal-aid")
    assert answer.status_code == 200
    assert "Berlin Bridge" not in text(answer)
    assert not answer.cookies


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"here": ""}, "Choose a country from the list."),
        ({"there": "ZZ"}, "Choose an answer from the list."),
        ({"needs": []}, "Choose at least one service."),
        ({"needs": ["x" * 5000]}, "Choose an answer from the list."),
        ({"group": "<script>"}, "Choose an answer from the list."),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_the_field(client, partners, answers, sentence):
    answer = ask(client, **answers)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "<script>" not in text(answer).partition("<main")[2]


def test_too_many_needs_are_refused_with_the_limit(client, partners):
    from core.models import Term

    needs = list(Term.objects.of("services").values_list("slug", flat=True)[:13])
    assert "Choose at most 12 services at a time." in text(ask(client, needs=needs))


def test_no_question_lets_anybody_write(client, index):
    html = text(client.get(ADDRESS)).partition("<main")[2].partition("</main>")[0]
    assert "<textarea" not in html
    assert re.findall(r'<input[^>]*type="(?!checkbox)([^"]+)"', html) == []


def test_without_the_engine_the_questions_stay(client, index):
    organisation("Alpha", "DE")
    answer = ask(client)
    assert answer.status_code == 503
    assert "The search is resting." in text(answer)
    assert '<option value="DE" selected>' in text(answer)
