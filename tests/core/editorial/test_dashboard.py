"""The dashboard lists the pages whose newest version has open findings."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.editorial.answers import answer_finding
from core.editorial.models import FindingRow
from core.editorial.waiting import FindingsPanel
from directory.models import AffiliationRole
from directory.services.affiliations import begin_affiliation
from tests.core.editorial.conftest import MOBILE, NAME, draft, rewrite, signed_in, submit
from tests.practices.admin_support import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted_detectors")]
PLANTED = f"<p>Call {MOBILE} and ask for {NAME}.</p>"


def panel_of(user):
    soup = BeautifulSoup(signed_in(user).get("/admin/").content, "html.parser")
    return soup.select_one("#do-no-harm-section")


def titles(user):
    return [link.get_text() for link in panel_of(user).select("li a")]


def test_reviewers_and_the_author_see_the_page_until_it_is_mended(people):
    page = submit(draft(people, PLANTED), people.contributor).page
    for user in (people.editor, people.contributor):
        assert titles(user) == ["Village visits"]
        assert "2 details" in panel_of(user).get_text()
        assert f"/admin/editorial/pages/{page.pk}/do-no-harm/" in str(panel_of(user))
    rewrite(page, people.contributor, background="<p>Call the office.</p>")
    assert titles(people.editor) == []
    assert "No finding of the check is open." in panel_of(people.editor).get_text()


def test_an_answered_finding_waits_no_longer(people):
    submit(draft(people, f"<p>Call {MOBILE}.</p>"), people.contributor)
    answer_finding(finding=FindingRow.objects.get(), user=people.editor, reason="An office's.")
    assert titles(people.second_editor) == []


def test_a_contributor_of_another_organisation_sees_nothing_of_it(people):
    submit(draft(people, PLANTED), people.contributor)
    other = User.objects.create_user("other@example.org", "a-password")
    begin_affiliation(
        user=other,
        organisation=organisation("Other Door Invented"),
        role=AffiliationRole.CONTRIBUTOR,
        by=None,
    )
    assert titles(other) == []


def test_the_panel_asks_the_database_as_often_for_many_pages_as_for_few(people):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            list(FindingsPanel().lists(people.editor)[0].rows)
        return len(captured)

    submit(draft(people, PLANTED), people.contributor)
    few = questions()
    for number in range(3):
        submit(draft(people, PLANTED, slug=f"chart-{number}"), people.contributor)
    assert questions() == few <= 3


def test_what_waits_for_approval_stands_first(people):
    submit(draft(people), people.contributor)
    page = signed_in(people.editor).get("/admin/").content.decode()
    assert page.index("Awaiting your review") < page.index("Do-no-harm check")
