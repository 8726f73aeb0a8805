"""The page of the check in the admin: findings in their text, answers, the way on."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import User
from core.editorial.models import FindingRow
from core.editorial.passages import segments
from directory.models import AffiliationRole
from directory.services.affiliations import begin_affiliation
from tests.core.editorial.conftest import MOBILE, NAME, draft, now, rewrite, signed_in, submit
from tests.practices.admin_support import fields_of, organisation

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("planted_detectors"),
]
PLANTED = f"<p>Call {MOBILE} & ask <b>nobody</b>.</p>"
REASON = "It is the number of the national hotline."


def url_of(page):
    return reverse("editorial:check", args=[page.pk])


def read(user, page):
    return BeautifulSoup(signed_in(user).get(url_of(page)).content, "html.parser")


def test_each_finding_stands_in_its_text_with_the_words_marked_and_a_way_to_the_field(people):
    page = draft(people, PLANTED)
    shown = read(people.contributor, page)
    assert shown.select_one(".check__text").text.startswith(f"Call {MOBILE}")
    assert shown.select_one("mark").text.startswith(MOBILE)
    assert "Mobile number" in shown.select_one(".check__kind").text
    assert "landline or a hotline" in shown.select_one(".check__finding").text
    link = shown.select_one(".check__passage p a")["href"]
    editor = signed_in(people.contributor).get(link.split("#")[0])
    panel = BeautifulSoup(editor.content, "html.parser").find(id=link.split("#")[1])
    assert panel.select_one("[name=background]") is not None


def test_the_editor_offers_the_check_before_submitting(people):
    page = draft(people, PLANTED)
    body = signed_in(people.contributor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert url_of(page) in body.content.decode()
    assert now(page).state is None


def test_submitting_with_a_finding_leads_the_contributor_to_it(people):
    page = draft(people, PLANTED)
    client = signed_in(people.contributor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(edit, fields_of(client.get(edit)) | {"action-submit": "1"})
    assert answer.url == url_of(page)
    assert "1 detail could identify" in client.get(answer.url).content.decode()


def test_resubmitting_with_a_finding_leads_there_too(people):
    at = submit(draft(people), people.contributor)
    at.state.reject(user=people.editor, comment="")
    page = rewrite(at.page, people.contributor, background=PLANTED)
    client = signed_in(people.contributor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(edit, fields_of(client.get(edit)) | {"action-submit": "1"})
    assert answer.url == url_of(page)


def test_submitting_what_is_incomplete_is_refused_in_the_form(people):
    page = draft(people, background="")
    client = signed_in(people.contributor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(edit, fields_of(client.get(edit)) | {"action-submit": "1"})
    assert "Write the background" in answer.content.decode()
    assert now(page).state is None


def test_the_author_sees_no_way_to_answer_and_cannot(people):
    at = submit(draft(people, PLANTED), people.contributor)
    assert read(people.contributor, at.page).select("textarea[name=reason]") == []
    data = {"do": "answer", "finding": FindingRow.objects.get().pk, "reason": REASON}
    signed_in(people.contributor).post(url_of(at.page), data)
    assert FindingRow.objects.get().state == "open"


def test_a_second_person_answers_there_and_passes_the_check_on(people):
    at = submit(draft(people, PLANTED), people.contributor)
    client = signed_in(people.editor)
    data = {"do": "answer", "finding": FindingRow.objects.get().pk, "reason": REASON}
    assert client.post(url_of(at.page), data).status_code == 302
    shown = read(people.contributor, at.page)
    assert REASON in shown.select_one(".check__answer").text
    client.post(url_of(at.page), {"do": "pass-on"})
    assert now(at.page).step == "EditorialApprovalTask"


def test_a_refused_reason_is_not_lost(people):
    at = submit(draft(people, PLANTED), people.contributor)
    data = {"do": "answer", "finding": FindingRow.objects.get().pk, "reason": "so what"}
    answer = signed_in(people.editor).post(url_of(at.page), data)
    assert answer.status_code == 422
    shown = BeautifulSoup(answer.content, "html.parser")
    assert shown.select_one("textarea[name=reason]").text.strip() == "so what"


def test_passing_on_with_an_open_finding_is_refused(people):
    at = submit(draft(people, PLANTED), people.contributor)
    signed_in(people.contributor).post(url_of(at.page), {"do": "pass-on"})
    assert now(at.page).step == "DoNoHarmTask"


def test_a_contributor_passes_on_what_is_mended(people):
    at = submit(draft(people, PLANTED), people.contributor)
    rewrite(at.page, people.contributor, background="<p>Call the hotline.</p>")
    signed_in(people.contributor).post(url_of(at.page), {"do": "pass-on"})
    assert now(at.page).step == "EditorialApprovalTask"


def test_an_answer_to_a_finding_of_another_page_is_not_taken(people):
    at = submit(draft(people, PLANTED), people.contributor)
    other = draft(people, slug="other")
    data = {"do": "answer", "finding": FindingRow.objects.get().pk, "reason": REASON}
    assert signed_in(people.editor).post(url_of(other), data).status_code == 404
    assert FindingRow.objects.get(report__page=at.page.pk).state == "open"


@pytest.mark.parametrize("key", ["", "x", "9" * 40, "²"])
def test_a_forged_key_is_not_found(people, key):
    page = draft(people, PLANTED)
    data = {"do": "answer", "finding": key, "reason": REASON}
    assert signed_in(people.editor).post(url_of(page), data).status_code == 404


def test_strangers_do_not_see_the_check(people, client):
    page = draft(people, PLANTED)
    assert client.get(url_of(page)).status_code == 302
    stranger = User.objects.create_user("stranger@example.org", "a-password")
    begin_affiliation(
        user=stranger,
        organisation=organisation("Elsewhere Invented"),
        role=AffiliationRole.MANAGER,
        by=None,
    )
    answer = signed_in(stranger).get(url_of(page))
    assert answer.status_code == 302
    assert answer.url != url_of(page)


def test_markup_in_a_text_is_shown_and_not_run(people):
    page = draft(people, f"<p>&lt;script&gt;alert(1)&lt;/script&gt; {MOBILE}</p>")
    body = signed_in(people.editor).get(url_of(page)).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_a_quiet_page_says_so(people):
    assert "finds nothing" in read(people.contributor, draft(people)).select_one(".check").text


def test_marks_that_overlap_are_one_mark_and_long_text_is_shortened():
    text = "a" * 2000 + NAME + "b" * 2000
    parts = list(segments(text, [(2000, 2004, 1), (2002, 2000 + len(NAME), 2)]))
    assert [part.numbers for part in parts] == [(), (1, 2), ()]
    assert parts[1].text == NAME
    assert sum(len(part.text) for part in parts) < 1000
