"""Every way to publish or approve is closed while a finding is open, and to authors in any case."""

import json
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from core.editorial.checks import check_page
from core.editorial.middleware import EditorialMiddleware
from core.editorial.models import FindingRow
from core.editorial.open_findings import OpenFindings
from core.models import AuditEntry
from core.records import RecordError
from practices.models import PracticePage
from practices.services import save_practice
from tests.core.editorial.conftest import (
    MOBILE,
    draft,
    now,
    rewrite,
    signed_in,
    submit,
)
from tests.practices.admin_support import administrator, fields_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("planted_detectors"),
]
PLANTED = f"<p>Call {MOBILE} at night.</p>"


@pytest.fixture
def stopped(people):
    """A submission that the check has stopped."""
    return submit(draft(people, PLANTED), people.contributor)


@pytest.fixture
def waiting(people):
    """A submission without findings that waits for editorial approval."""
    return submit(draft(people), people.contributor)


def action_url(at, name="approve"):
    return reverse("wagtailadmin_pages:workflow_action", args=[at.page.pk, name, at.state.pk])


def is_live(at):
    return PracticePage.objects.get(pk=at.page.pk).live


def send_form(user, page, **extra):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client = signed_in(user)
    return client.post(url, fields_of(client.get(url)) | extra)


def test_no_approval_is_offered_while_a_finding_is_open(people, stopped):
    step = stopped.state.task.specific
    assert [name for name, *_ in step.get_actions(stopped.page, people.editor)] == ["reject"]
    body = signed_in(people.editor).get(reverse("wagtailadmin_home")).content.decode()
    assert (
        reverse(
            "wagtailadmin_pages:workflow_action",
            args=[stopped.page.pk, "approve", stopped.state.pk],
        )
        not in body
    )


def test_the_address_of_the_tasks_approval_is_closed(people, stopped):
    for user in (people.editor, administrator(), people.contributor):
        signed_in(user).post(action_url(stopped), {"comment": ""})
        assert now(stopped.page).step == "DoNoHarmTask"


def test_the_editors_approve_button_is_closed(people, stopped):
    send_form(
        people.editor,
        stopped.page,
        **{"action-workflow-action": "true", "workflow-action-name": "approve"},
    )
    assert now(stopped.page).step == "DoNoHarmTask"


def test_an_edit_that_brings_a_finding_in_is_not_approved_with_it(people, waiting):
    answer = send_form(
        people.editor,
        waiting.page,
        **{
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
            "target_group_note": f"Call {MOBILE}",
        },
    )
    assert answer.status_code == 302
    assert answer.url == reverse("editorial:check", args=[waiting.page.pk])
    assert not is_live(waiting)
    newest = PracticePage.objects.get(pk=waiting.page.pk).get_latest_revision_as_object()
    assert newest.target_group_note == f"Call {MOBILE}"


def test_an_editor_cannot_publish_a_stopped_submission_directly(people, stopped):
    answer = send_form(people.editor, stopped.page, **{"action-publish": "1"})
    assert answer.url == reverse("editorial:check", args=[stopped.page.pk])
    assert not is_live(stopped)


def test_cancelling_the_submission_first_changes_nothing(people, stopped):
    stopped.page.current_workflow_state.cancel(user=people.editor)
    send_form(people.editor, stopped.page, **{"action-publish": "1"})
    assert not is_live(stopped)


def test_a_draft_that_was_never_submitted_is_no_way_round(people):
    page = rewrite(draft(people, PLANTED), people.editor, area="A valley")
    send_form(people.editor, page, **{"action-publish": "1"})
    assert not PracticePage.objects.get(pk=page.pk).live


def test_publishing_several_at_once_leaves_the_stopped_one_out(people, stopped):
    quiet = draft(people, slug="quiet")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = signed_in(people.editor).post(
        f"{url}?id={stopped.page.pk}&id={quiet.pk}&next=/admin/", {"include_descendants": ""}
    )
    assert answer.status_code == 302
    assert not is_live(stopped)
    assert PracticePage.objects.get(pk=quiet.pk).live


def test_the_admins_api_publishes_nothing_with_an_open_finding(people, stopped):
    url = reverse("wagtailadmin_api:pages:action", args=[stopped.page.pk, "publish"])
    answer = signed_in(people.editor).post(url, "{}", content_type="application/json")
    assert answer.status_code == 400
    assert "do-no-harm check" in json.dumps(answer.json())
    assert not is_live(stopped)


def test_the_admins_api_publishes_nothing_for_a_contributor(people):
    page = draft(people)
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    assert (
        signed_in(people.contributor).post(url, "{}", content_type="application/json").status_code
        >= 400
    )
    assert not PracticePage.objects.get(pk=page.pk).live


def test_code_cannot_publish_a_stopped_submission(people, stopped):
    with pytest.raises(OpenFindings):
        stopped.page.latest_revision.publish(user=people.editor)
    assert not is_live(stopped)


def test_an_older_version_with_a_finding_is_checked_and_not_the_newest(people):
    page = draft(people, PLANTED)
    older = page.latest_revision
    page = rewrite(page, people.contributor, background="<p>Quiet.</p>")
    with pytest.raises(OpenFindings):
        older.publish(user=people.editor)


def test_an_import_names_the_finding_and_publishes_nothing(people, stopped):
    with pytest.raises(RecordError):
        save_practice(
            record={"summary": "Another summary."},
            page=PracticePage.objects.get(pk=stopped.page.pk),
            publish=True,
            user=people.editor,
        )
    assert not is_live(stopped)


def test_another_workflow_without_the_check_is_no_way_round(people):
    other = Workflow.objects.create(name="Short way")
    task = GroupApprovalTask.objects.create(name="Anybody")
    task.groups.set(people.editor.groups.all())
    WorkflowTask.objects.create(workflow=other, task=task)
    page = draft(people, PLANTED)
    WorkflowPage.objects.create(page=page, workflow=other)
    at = submit(page, people.contributor)
    signed_in(people.editor).post(action_url(at), {"comment": ""})
    assert not is_live(at)


def test_a_submitting_editor_approves_neither_step(people):
    at = submit(draft(people, author=people.editor), people.editor)
    assert at.step == "EditorialApprovalTask"
    assert not at.state.task.specific.get_task_states_user_can_moderate(people.editor).exists()
    signed_in(people.editor).post(action_url(at), {"comment": ""})
    assert not is_live(at)
    with pytest.raises(PermissionDenied):
        at.state.approve(user=people.editor)
    signed_in(people.second_editor).post(action_url(at), {"comment": ""})
    assert is_live(at)


def test_a_superuser_who_submitted_is_no_second_person(people):
    chief = administrator()
    at = submit(draft(people, PLANTED, author=chief), chief)
    row = check_page(at.page).open[0].row
    url = reverse("editorial:check", args=[at.page.pk])
    signed_in(chief).post(url, {"do": "answer", "finding": row.pk, "reason": "It is only my own."})
    assert FindingRow.objects.get().state == "open"


def test_nobody_approves_without_a_name(waiting):
    with pytest.raises(PermissionDenied):
        waiting.state.approve()
    with pytest.raises(PermissionDenied):
        waiting.state.pass_on(None)
    assert not is_live(waiting)


def test_a_contributor_approves_nothing(people, waiting):
    signed_in(people.contributor).post(action_url(waiting), {"comment": ""})
    assert not is_live(waiting)
    send_form(people.contributor, draft(people, slug="mine"), **{"action-publish": "1"})
    assert not PracticePage.objects.get(slug="mine").live


def test_a_resubmission_after_changes_is_checked_again(people, waiting):
    waiting.state.reject(user=people.editor, comment="Shorter, please.")
    rewrite(waiting.page, people.contributor, background=PLANTED)
    PracticePage.objects.get(pk=waiting.page.pk).current_workflow_state.resume(people.contributor)
    at = now(waiting.page)
    names = [name for name, *_ in at.state.task.specific.get_actions(at.page, people.editor)]
    assert names == ["reject"]
    with pytest.raises(OpenFindings):
        at.state.approve(user=people.editor)


def test_an_editors_own_publishing_is_warned_and_logged(people):
    page = draft(people, PLANTED, author=people.editor)
    answer = send_form(people.editor, page, **{"action-publish": "1"})
    assert Page.objects.get(pk=page.pk).live
    shown = signed_in(people.editor).get(answer.url)
    assert shown.status_code == 200
    entry = AuditEntry.objects.get(action="published_with_findings")
    assert (entry.user, entry.details["count"]) == (people.editor, 1)


def held_during(request_method, view_name):
    """Return how many transactions deeper the view runs than the request began; None if it does not run."""
    deep = []
    request = getattr(RequestFactory(), request_method)("/")
    request.resolver_match = SimpleNamespace(view_name=view_name)
    outside = len(connection.savepoint_ids)

    def view(request, **kwargs):
        deep.append(len(connection.savepoint_ids) - outside)
        return HttpResponse()

    EditorialMiddleware(view).process_view(request, view, [], {"page_id": 1})
    return deep[0] if deep else None


def test_a_page_is_held_while_it_is_written_so_that_autosaving_undoes_no_approval(db):
    assert held_during("post", "wagtailadmin_pages:edit") == 1
    assert held_during("post", "wagtailadmin_pages:workflow_action") == 1
    assert held_during("get", "wagtailadmin_pages:edit") is None
    assert held_during("post", "wagtailadmin_home") is None


def test_approving_in_the_editor_publishes(people, waiting):
    send_form(
        people.editor,
        waiting.page,
        **{"action-workflow-action": "true", "workflow-action-name": "approve"},
    )
    assert is_live(waiting)
