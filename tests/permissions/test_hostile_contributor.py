"""A contributor who tries: by address, by API, by import, several at once, by a workflow. Nothing gives way."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowTask

from accounts.models import User
from accounts.roles import Role
from practices.models import CategoryPage, ImportBatch, ImportRow, PracticeIndexPage, PracticePage
from tests.permissions.support import SECRET, affiliate, chart, newest, person, yesterday
from tests.permissions.trials import NEW_TITLE, Trial

# Who may is decided above the database; what belongs to whom is asked on each by test_ownership.
pytestmark = pytest.mark.one_database


@pytest.fixture
def trial(site):
    return Trial(site, "contributor", {})


def refused(response):
    """Tell whether the answer is Wagtail's refusal: a message on the admin's first page, or 403 for scripts."""
    if response.status_code == 403:
        return True
    said = [str(message) for message in get_messages(response.wsgi_request)]
    return (
        response.status_code == 302
        and response["Location"] == reverse("wagtailadmin_home")
        and any("do not have permission" in sentence for sentence in said)
    )


def test_the_refusal_is_a_clear_message(trial, site):
    assert refused(trial.get("wagtailadmin_pages:edit", site.other.chart_draft.pk))
    assert refused(trial.post("wagtailadmin_pages:delete", site.other.chart_draft.pk))
    address = reverse("wagtailadmin_pages:edit", args=[site.other.chart.pk])
    script = trial.client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert script.status_code == 403


def test_another_organisations_earlier_version_is_not_brought_back(trial, site):
    page = site.other.chart
    revision = page.revisions.order_by("pk").first()
    before = page.revisions.count()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision.pk])
    data = trial.form(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert refused(trial.client.post(address, data | {"revision": revision.pk}))
    assert page.revisions.count() == before


def test_an_own_version_cannot_smuggle_in_one_of_another_page(trial, site):
    foreign = site.other.chart_draft.latest_revision_id
    for name in ("revisions_view", "revisions_revert"):
        response = trial.get(f"wagtailadmin_pages:{name}", site.own.chart.pk, foreign)
        assert response.status_code == 404


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_bulk_actions_touch_nothing_of_others(trial, site, action):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    pages = [site.other.chart, site.other.chart_draft]
    both = "&".join(f"id={page.pk}" for page in [site.own.chart_draft, *pages])
    data = {"chooser": PracticeIndexPage.objects.get().pk}
    for query in (both, "id=all", f"id=all&childOf={PracticeIndexPage.objects.get().pk}"):
        assert refused(trial.client.get(f"{address}?{query}"))
        assert refused(trial.client.post(f"{address}?{query}", data))
    for page in pages:
        now = Page.objects.get(pk=page.pk)
        assert (now.live, now.path) == (page.live, page.path)


def test_several_own_pages_at_once_are_neither_published_nor_deleted_when_public(trial, site):
    for action in ("publish", "unpublish", "delete"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        trial.client.post(f"{address}?id={site.own.chart.pk}&id={site.own.chart_draft.pk}")
    assert Page.objects.get(pk=site.own.chart.pk).live
    assert not Page.objects.get(pk=site.own.chart_draft.pk).live


API_ACTIONS = {
    "convert_alias": {},
    "copy": {"slug": "taken", "keep_live": False},
    "delete": {},
    "publish": {},
    "unpublish": {},
    "move": {"destination_page_id": 0, "position": "last-child"},
    "copy_for_translation": {"locale": "en"},
    "create_alias": {"destination_page_id": 0, "update_slug": "taken"},
    "revert_to_page_revision": {"revision_id": 0},
}


@pytest.mark.parametrize("action", sorted(API_ACTIONS))
def test_the_admin_api_does_nothing_with_pages_of_others(trial, site, action):
    page = site.other.chart
    index = PracticeIndexPage.objects.get()
    data = API_ACTIONS[action] | {"destination_page_id": index.pk}
    data["revision_id"] = page.revisions.order_by("pk").first().pk
    before = (newest(page).title, page.revisions.count(), Page.objects.count())
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    assert trial.client.post(address, data).status_code == 404
    assert (newest(page).title, page.revisions.count(), Page.objects.count()) == before
    assert Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move", "create_alias"])
def test_the_admin_api_neither_publishes_nor_moves_own_pages(trial, site, action):
    page = site.own.chart
    data = {"destination_page_id": PracticeIndexPage.objects.get().pk, "position": "first-child"}
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    assert trial.client.post(address, data).status_code == 403
    now = Page.objects.get(pk=page.pk)
    assert (now.live, now.path, now.title) == (True, page.path, page.title)


def test_the_admin_api_lists_own_pages_and_the_way_to_them(trial, site):
    listed = trial.get("wagtailadmin_api:pages:listing", limit=20).json()
    titles = {item["title"] for item in listed["items"]}
    assert site.own.chart.title in titles
    assert site.other.chart.title not in titles
    assert SECRET not in json.dumps(listed)


def test_a_group_as_reviewer_approves_nothing_of_other_organisations(trial, site):
    task = GroupApprovalTask.objects.create(name="Approval by contributors")
    task.groups.set(Group.objects.filter(name=Role.CONTRIBUTOR.value))
    workflow = Workflow.objects.create(name="A way")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = PracticePage.objects.get(pk=site.other.chart_draft.pk)
    state = workflow.start(page, user=site.other.writer).current_task_state
    assert page.permissions_for_user(site.other.writer).can_edit()
    arguments = [page.pk, "approve", state.pk]
    assert refused(trial.post("wagtailadmin_pages:workflow_action", *arguments))
    assert refused(trial.get("wagtailadmin_pages:workflow_preview", page.pk, task.pk))
    assert SECRET not in trial.get("wagtailadmin_home").content.decode()
    assert not Page.objects.get(pk=page.pk).live


def test_the_first_page_forgets_what_is_not_theirs_any_more(site, client):
    user = person("former", [Role.MEMBER, Role.CONTRIBUTOR])
    affiliate(user, site.other.organisation)
    affiliate(user, site.own.organisation)
    client.force_login(user)
    former = Trial(site, "contributor", {})
    address = reverse("wagtailadmin_pages:edit", args=[site.other.chart_draft.pk])
    client.post(address, former.form(address) | {"title": f"{SECRET} edited"})
    page = Page.objects.get(pk=site.other.chart_draft.pk)
    page.locked, page.locked_by, page.locked_at = True, user, timezone.now()
    page.save()
    assert SECRET in client.get(reverse("wagtailadmin_home")).content.decode()
    user.affiliations.filter(organisation=site.other.organisation).update(
        since=yesterday(), until=yesterday()
    )
    assert SECRET not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_listings_name_colleagues_and_nobody_else(trial, site):
    for name in ("practice_charts:index", "organisations:index"):
        assert SECRET not in trial.get(name).content.decode()
    shown = trial.get("wagtailadmin_explore", PracticeIndexPage.objects.get().pk).content.decode()
    assert "Colleague" in shown
    assert f"{SECRET} Person" not in shown


def test_choosers_offer_public_pages_and_own_drafts(trial, site):
    index = PracticeIndexPage.objects.get()
    shown = trial.get("wagtailadmin_choose_page_child", index.pk).json()["html"]
    assert site.own.chart_draft.title in shown
    assert CategoryPage.objects.first().title in shown
    assert SECRET not in shown
    response = trial.get("wagtailadmin_choose_page_chosen_multiple", id=site.other.chart_draft.pk)
    assert refused(response)


def send_form(trial, **record):
    content = json.dumps([{"name": "Sent by form", "category": "B", **record}]).encode()
    file = SimpleUploadedFile("charts.json", content)
    trial.post("practice_imports:index", data={"kind": "practices", "files": file})
    return ImportBatch.objects.filter(user=trial.user).latest("pk").rows.get()


def save(trial, row, choice="new"):
    data = {f"choice-{row.pk}": choice, "save": "1"}
    trial.post("practice_imports:decide", row.batch_id, data=data)
    row.refresh_from_db()
    return row


def test_an_import_neither_shows_nor_updates_a_chart_of_others(trial, site):
    page = site.other.chart_draft
    row = send_form(trial, slug=page.slug, organisations=["Open House"], background="Mine now.")
    assert row.existing is None
    assert SECRET not in json.dumps(row.changes)
    ImportRow.objects.filter(pk=row.pk).update(existing=page, choice="update")
    row = save(trial, row, "update")
    assert row.state == ImportRow.State.FAILED
    assert newest(page).title == page.title
    assert "Mine now" not in newest(page).background


def test_an_import_of_a_form_of_others_is_refused_with_the_mend(trial, site):
    row = send_form(trial, organisations=["Far House"])
    assert "names none of your organisations" in row.problem
    row = save(trial, row)
    assert not PracticePage.objects.filter(title="Sent by form").exists()


def test_an_imported_form_without_organisation_names_that_of_its_sender(trial, site):
    row = save(trial, send_form(trial, organisations=[]))
    page = PracticePage.objects.get(title="Sent by form")
    assert row.result_id == page.pk
    assert [each.organisation_id for each in page.organisation_rows.all()] == [
        site.own.organisation.pk
    ]


def test_an_import_updates_the_own_draft(trial, site):
    page = site.own.chart_draft
    row = send_form(trial, slug=page.slug, organisations=["Open House"], background="Better.")
    assert row.existing_id == page.pk
    assert save(trial, row, "update").state == ImportRow.State.SAVED
    assert "Better" in newest(page).background


def test_an_import_points_to_no_draft_of_others(trial, site):
    row = send_form(trial, organisations=["Open House"], adapted_from=site.other.chart_draft.slug)
    save(trial, row)
    assert PracticePage.objects.get(title="Sent by form").adapted_from is None
    assert SECRET not in json.dumps(row.organisations)


def test_an_import_stops_when_the_affiliation_ends(trial, site):
    row = send_form(trial, organisations=["Open House"])
    trial.user.affiliations.update(since=yesterday(), until=yesterday())
    assert refused(trial.post("practice_imports:decide", row.batch_id, data={"save": "1"}))
    assert not PracticePage.objects.filter(title="Sent by form").exists()


def test_rights_that_an_administrator_adds_reach_own_records_alone(trial, site):
    group = Group.objects.get(name=Role.CONTRIBUTOR.value)
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="publish_page"),
    )
    trial.post("wagtailadmin_pages:unpublish", site.own.chart.pk)
    trial.post("wagtailadmin_pages:unpublish", site.other.chart.pk)
    trial.post("wagtailadmin_pages:unpublish", site.plain.pk)
    assert not Page.objects.get(pk=site.own.chart.pk).live
    assert Page.objects.get(pk=site.other.chart.pk).live
    assert Page.objects.get(pk=site.plain.pk).live


def test_an_administrator_does_nothing_to_superusers_at_once(site):
    superuser = site.people["superuser"]
    admin = Trial(site, "administrator", {})
    for action in ("delete", "set_active_state"):
        address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
        admin.client.post(f"{address}?id={superuser.pk}", {"mark_as_active": "False"})
    assert User.objects.get(pk=superuser.pk).is_active


def test_a_person_put_into_the_group_by_hand_has_nothing_to_write(site, client):
    client.force_login(person("by hand", [Role.CONTRIBUTOR]))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    index = PracticeIndexPage.objects.get()
    for name, argument in (("edit", site.own.chart.pk), ("add_subpage", index.pk)):
        assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[argument])).status_code == 302


def test_a_chart_of_a_contributor_is_not_published_by_a_forged_button(trial, site):
    page = site.own.chart_draft
    trial.send_page(page, action="publish", title=NEW_TITLE)
    assert trial.changed(page)
    assert not Page.objects.get(pk=page.pk).live
    assert chart("Another", site.own.organisation, publish=True).live


@pytest.mark.parametrize("forged", ["alias", "publish_copies"])
def test_a_copy_of_an_own_chart_is_a_draft_whatever_is_forged(trial, site, forged):
    data = {"new_title": NEW_TITLE, "new_slug": "a-copy", forged: "on"}
    data["new_parent_page"] = PracticeIndexPage.objects.get().pk
    trial.post("wagtailadmin_pages:copy", site.own.chart.pk, data=data)
    copy = Page.objects.get(slug="a-copy")
    assert not copy.live
    assert copy.alias_of_id is None
