"""The editorial way: submitted, checked, answered by a second person, approved, published."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page, Workflow

from core.editorial.answers import answer_finding, may_answer, take_back_answer
from core.editorial.checks import check_page
from core.editorial.models import DoNoHarmTask, FindingRow
from core.editorial.open_findings import OpenFindings
from core.editorial.workflow import ensure_workflow
from core.models import AuditEntry, HomePage
from practices.models import PracticePage
from practices.publication import NotPublishable
from tests.core.editorial.conftest import MOBILE, NAME, draft, now, rewrite, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted_detectors")]
PLANTED = f"<p>Call {MOBILE} at night.</p>"
REASON = "The number of the hotline, published by the ministry."


def answer(page, user, reason=REASON):
    for each in check_page(page).open:
        answer_finding(finding=each.row, user=user, reason=reason)


def test_every_page_type_has_the_way():
    assert HomePage.objects.get().get_workflow() == Workflow.objects.get(name="Editorial way")
    steps = [type(task.specific).__name__ for task in HomePage.objects.get().get_workflow().tasks]
    assert steps == ["DoNoHarmTask", "EditorialApprovalTask"]
    names = {group.name for group in DoNoHarmTask.objects.get().groups.all()}
    assert names == {"Editors", "Administrators"}


def test_the_way_is_made_once_and_what_administrators_change_stays():
    task = DoNoHarmTask.objects.get()
    task.groups.set(task.groups.filter(name="Editors"))
    ensure_workflow()
    assert DoNoHarmTask.objects.count() == 1
    assert [group.name for group in DoNoHarmTask.objects.get().groups.all()] == ["Editors"]


def test_a_planted_mobile_number_stops_at_the_check(people):
    at = submit(draft(people, PLANTED), people.contributor)
    assert at.step == "DoNoHarmTask"
    row = FindingRow.objects.get()
    assert (row.kind, row.place, row.state) == ("mobile_number", "background", "open")
    with pytest.raises(OpenFindings):
        at.state.approve(user=people.editor)
    assert now(at.page).step == "DoNoHarmTask"


def test_no_table_holds_the_words_that_were_found(people):
    submit(draft(people, PLANTED), people.contributor)
    row = FindingRow.objects.get()
    stored = " ".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)
    assert MOBILE not in stored
    assert "333" not in row.label


def test_a_quiet_text_goes_on_to_the_editors_at_once(people):
    assert submit(draft(people), people.contributor).step == "EditorialApprovalTask"


def test_a_second_person_answers_and_approval_publishes(people):
    at = submit(draft(people, PLANTED), people.contributor)
    answer(at.page, people.editor)
    now(at.page).state.approve(user=people.editor)
    at = now(at.page)
    assert (at.step, at.page.live) == ("EditorialApprovalTask", False)
    at.state.approve(user=people.editor)
    page = PracticePage.objects.get(pk=at.page.pk)
    assert page.live
    answered = page.live_revision.check_report.findings.get()
    assert (answered.settled_by, answered.reason) == (people.editor, REASON)
    assert answered.settled_at is not None


def test_answering_is_in_the_audit_log_without_words(people):
    at = submit(draft(people, PLANTED), people.contributor)
    answer(at.page, people.editor)
    entry = AuditEntry.objects.get(action="finding_answered")
    assert entry.user == people.editor
    assert entry.object_pk == str(at.page.pk)
    assert REASON not in str(entry.details)


def test_the_author_cannot_answer(people):
    at = submit(draft(people, PLANTED), people.contributor)
    with pytest.raises(PermissionDenied):
        answer(at.page, people.contributor)
    assert FindingRow.objects.get().state == "open"


def test_an_editor_who_wrote_or_submitted_the_version_cannot_answer(people):
    submitted = submit(draft(people, PLANTED), people.editor)
    assert not may_answer(people.editor, submitted.page)
    written = rewrite(draft(people, PLANTED, slug="another"), people.second_editor, area="A valley")
    assert not may_answer(people.second_editor, written)
    assert may_answer(people.editor, written)


def test_whoever_wrote_an_earlier_version_of_the_draft_cannot_answer(people):
    page = draft(people, PLANTED, author=people.editor)
    page = rewrite(page, people.contributor, area="A valley")
    assert not may_answer(people.editor, submit(page, people.contributor).page)


def test_an_answer_needs_a_reason(people):
    at = submit(draft(people, PLANTED), people.contributor)
    for reason in ("", "   ", "ok"):
        with pytest.raises(ValidationError):
            answer(at.page, people.editor, reason)
    assert FindingRow.objects.get().state == "open"


def test_editing_the_words_away_resolves_the_finding(people):
    at = submit(draft(people, PLANTED), people.contributor)
    rewrite(at.page, people.contributor, background="<p>Call the hotline.</p>")
    assert not check_page(at.page).findings
    assert FindingRow.objects.get().state == "resolved"
    now(at.page).state.pass_on(people.contributor)
    assert now(at.page).step == "EditorialApprovalTask"


def test_the_contributor_may_mend_while_a_finding_is_open_and_not_afterwards(people):
    at = submit(draft(people, PLANTED), people.contributor)
    assert not at.state.task.specific.locked_for_user(at.page, people.contributor)
    answer(at.page, people.editor)
    at = now(at.page)
    assert at.state.task.specific.locked_for_user(at.page, people.contributor)


def test_an_answer_carries_over_to_a_version_with_the_same_words(people):
    at = submit(draft(people, PLANTED), people.contributor)
    answer(at.page, people.editor)
    page = rewrite(at.page, people.contributor, objectives="<p>To reach villages.</p>")
    assert not check_page(page).open
    newest = page.latest_revision.check_report.findings.get()
    assert (newest.settled_by, newest.reason) == (people.editor, REASON)


def test_an_answer_outlives_a_cancelled_submission(people):
    at = submit(draft(people, PLANTED), people.contributor)
    answer(at.page, people.editor)
    at.page.current_workflow_state.cancel(user=people.contributor)
    assert submit(at.page, people.contributor).step == "EditorialApprovalTask"


@pytest.mark.parametrize(
    "changed",
    [
        {"background": f"<p>Call Maria's own {MOBILE} at night.</p>"},
        {"background": "<p>Call +39 333 000 9999 at night.</p>"},
        {"background": "<p>None.</p>", "activities": PLANTED},
    ],
    ids=["other words around it", "another number", "another place"],
)
def test_changed_text_asks_again(people, changed):
    at = submit(draft(people, PLANTED), people.contributor)
    answer(at.page, people.editor)
    assert len(check_page(rewrite(at.page, people.contributor, **changed)).open) == 1


def test_an_answer_can_be_taken_back(people):
    at = submit(draft(people, PLANTED), people.contributor)
    answer(at.page, people.editor)
    take_back_answer(finding=FindingRow.objects.get(), user=people.second_editor)
    assert len(check_page(at.page).open) == 1


def test_autosaving_into_the_same_version_is_checked_again(people):
    at = submit(draft(people), people.contributor)
    version = at.page.latest_revision
    newest = at.page.get_latest_revision_as_object()
    newest.background = PLANTED
    newest.save_revision(user=people.contributor, overwrite_revision=version)
    assert len(check_page(at.page).open) == 1
    with pytest.raises(OpenFindings):
        now(at.page).state.approve(user=people.editor)


def test_an_incomplete_submission_is_refused_with_a_sentence(people):
    page = draft(people, background="")
    with pytest.raises(NotPublishable) as refused:
        submit(page, people.contributor)
    assert "background" in refused.value.message_dict
    assert now(page).state is None


def test_rows_of_a_page_are_named_and_numbered(people):
    page = draft(people)
    newest = page.get_latest_revision_as_object()
    newest.human_resources.create(role="Driver")
    newest.human_resources.create(role=f"Nurse {NAME}")
    newest.save_revision(user=people.contributor)
    row = check_page(page).open[0].row
    assert row.place == "human_resources.role"
    assert "no. 2" in row.label


def test_a_telephone_book_is_one_finding(people, django_assert_max_num_queries):
    lines = "".join(
        f"<p>Person {n}: +39 333 {n // 10000:03d} {n % 10000:04d}</p>" for n in range(5000)
    )
    page = draft(people, lines)
    with django_assert_max_num_queries(60):
        check = check_page(page)
    assert [each.row.count for each in check.findings] == [5000]
    assert len(check.findings[0].group.shown) <= 20


def test_pages_of_other_types_are_checked_too(people):
    home = HomePage.objects.get()
    home.summary = f"Ask {NAME}."
    home.save_revision(user=people.editor)
    assert [each.row.place for each in check_page(Page.objects.get(pk=home.pk)).open] == ["summary"]
