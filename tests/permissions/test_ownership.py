"""A record is its organisations': who joins, leaves, names a partner or takes one off, and who then sees it."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from directory.ownership import is_own, organisations_of, records_of
from directory.page_policy import page_policy
from practices.models import PracticeIndexPage, PracticePage
from tests.permissions.support import (
    OWN_DRAFT,
    PEOPLE,
    SECRET,
    affiliate,
    case,
    chart,
    entry,
    newest,
    person,
    yesterday,
)
from tests.permissions.trials import JSON, NEW_TITLE, Trial


def contributor(name, *organisations):
    user = person(name, PEOPLE["contributor"])
    for organisation in organisations:
        affiliate(user, organisation)
    return user


def can_edit(user, page):
    """Ask as a new request would: nothing remembered on the person."""
    fresh = type(user).objects.get(pk=user.pk)
    return type(page).objects.get(pk=page.pk).permissions_for_user(fresh).can_edit()


def test_a_contributor_edits_the_records_of_the_organisation_and_no_others(site):
    user = site.people["contributor"]
    assert all(can_edit(user, page) for page in site.own.pages())
    assert not any(can_edit(user, page) for page in site.other.pages())


def test_a_person_of_two_organisations_has_the_records_of_both(site):
    user = contributor("both", site.own.organisation, site.other.organisation)
    assert all(can_edit(user, page) for page in [*site.own.pages(), *site.other.pages()])


def test_the_end_of_an_affiliation_closes_everything_at_once(site, client):
    user = contributor("leaving", site.own.organisation)
    client.force_login(user)
    address = reverse("wagtailadmin_pages:edit", args=[site.own.chart_draft.pk])
    assert client.get(address).status_code == 200
    user.affiliations.update(since=yesterday(), until=yesterday())
    # The group stays until a task takes it away; it gives nothing without an affiliation.
    assert client.get(address).status_code == 302
    assert client.get(reverse("practice_charts:index")).status_code == 302


def test_an_affiliation_that_has_not_begun_opens_nothing(site):
    user = person("coming", PEOPLE["contributor"])
    affiliate(user, site.own.organisation, since=yesterday().replace(year=2999))
    assert not organisations_of(user)


def test_a_reader_of_an_organisation_writes_nothing(site):
    user = person("reading", [Role.MEMBER, Role.CONTRIBUTOR])
    affiliate(user, site.own.organisation, "reader")
    assert not can_edit(user, site.own.chart_draft)


def test_a_draft_stays_with_the_organisation_when_its_author_leaves(site):
    author = contributor("author", site.own.organisation)
    page = chart("Begun by somebody", site.own.organisation, user=author)
    author.affiliations.update(until=yesterday(), since=yesterday())
    assert can_edit(site.people["contributor"], page)
    assert not can_edit(author, page)


def test_an_author_who_changes_the_organisation_leaves_the_draft_behind(site):
    author = contributor("moving", site.own.organisation)
    page = chart("Begun before the change", site.own.organisation, user=author)
    author.affiliations.update(until=yesterday(), since=yesterday())
    affiliate(author, site.other.organisation)
    assert not can_edit(author, page)
    assert can_edit(author, site.other.chart_draft)


def test_to_name_a_partner_shows_nobody_the_draft(site):
    author = contributor("naming", site.own.organisation)
    page = chart("Joint plan", site.own.organisation, site.other.organisation, user=author)
    assert can_edit(author, page)
    assert not can_edit(site.other.writer, page)


def test_a_published_record_belongs_to_all_that_it_names(site):
    author = contributor("joint", site.own.organisation)
    organisations = (site.own.organisation, site.other.organisation)
    page = chart("Joint practice", *organisations, user=author, publish=True)
    assert can_edit(author, page)
    assert can_edit(site.other.writer, page)


def test_a_draft_that_editors_or_imports_began_belongs_to_whom_it_names(site):
    by_editor = chart("On behalf", site.own.organisation, user=site.people["editor"])
    by_command = case("On behalf", site.own.organisation)
    for page in (by_editor, by_command):
        assert can_edit(site.people["contributor"], page)
        assert not can_edit(site.other.writer, page)


def test_an_editor_who_belongs_to_an_organisation_still_writes_on_behalf_of_others(site):
    editor = person("both roles", [Role.EDITOR, Role.CONTRIBUTOR])
    affiliate(editor, site.other.organisation)
    page = chart("On behalf", site.own.organisation, user=editor)
    assert can_edit(editor, page)
    assert can_edit(site.people["contributor"], page)


def test_what_a_draft_of_a_published_record_says_changes_nothing_before_publication(site):
    draft = site.other.chart.get_latest_revision_as_object()
    draft.organisation_rows = site.own.chart.organisation_rows.all()
    draft.save_revision()
    assert not can_edit(site.people["contributor"], site.other.chart)
    assert can_edit(site.other.writer, site.other.chart)


def test_a_page_that_somebody_merely_began_gives_no_right(site):
    user = site.people["contributor"]
    site.other.chart_draft.owner = user
    site.other.chart_draft.save()
    assert not can_edit(user, PracticePage.objects.get(pk=site.other.chart_draft.pk))


def rows(*organisations):
    data = {
        "organisation_rows-TOTAL_FORMS": str(len(organisations)),
        "organisation_rows-INITIAL_FORMS": "0",
    }
    for number, organisation in enumerate(organisations):
        prefix = f"organisation_rows-{number}"
        data |= {f"{prefix}-id": "", f"{prefix}-ORDER": number + 1, f"{prefix}-DELETE": ""}
        data |= {f"{prefix}-organisation": organisation.pk, f"{prefix}-printed_name": ""}
    return data


def test_a_contributor_cannot_give_a_record_away(site):
    trial = Trial(site, "contributor", {})
    page = site.own.chart_draft
    response = trial.send_page(page, title=NEW_TITLE, **rows(site.other.organisation))
    assert response.status_code == 400
    assert not trial.changed(page)


def test_a_contributor_cannot_take_a_partner_off_a_joint_record(site):
    trial = Trial(site, "contributor", {})
    page = chart("Joint", site.own.organisation, site.other.organisation, publish=True)
    assert trial.send_page(page, **rows(site.own.organisation)).status_code == 400
    assert {row.organisation_id for row in newest(page).organisation_rows.all()} == {
        site.own.organisation.pk,
        site.other.organisation.pk,
    }


def test_an_author_can_take_back_a_partner_who_never_saw_the_draft(site):
    trial = Trial(site, "contributor", {})
    organisations = (site.own.organisation, site.other.organisation)
    page = chart("Joint", *organisations, user=trial.user)
    response = trial.send_page(page, title=NEW_TITLE, **rows(site.own.organisation))
    assert response.status_code == 200
    assert trial.changed(page)


def test_a_new_record_names_the_organisation_of_its_author(site):
    for model, name in (("practicepage", "practices"), ("casestudypage", "case-studies")):
        index = PracticeIndexPage.objects.get().get_parent().get_children().get(slug=name)
        address = reverse("wagtailadmin_pages:add", args=["practices", model, index.pk])
        response = site.clients["contributor"].get(address)
        assert f"{OWN_DRAFT} House" in response.content.decode()
        assert SECRET not in response.content.decode()


def test_whoever_belongs_to_several_organisations_chooses_one(site, client):
    client.force_login(contributor("several", site.own.organisation, site.other.organisation))
    index = PracticeIndexPage.objects.get()
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", index.pk])
    data = Trial(site, "contributor", {}).form(address)
    data |= {"title": NEW_TITLE, "slug": "one-of-two"}
    assert client.post(address, data | rows(), headers=JSON).status_code == 400
    data |= rows(site.other.organisation)
    assert client.post(address, data, headers=JSON).status_code == 200


@pytest.mark.parametrize("field", ["adapted_from", "organisation_rows-0-organisation"])
def test_a_form_does_not_tell_the_title_of_a_draft_by_its_key(site, field):
    trial = Trial(site, "contributor", {})
    key = {"adapted_from": site.other.chart_draft}.get(field, site.hidden_entry).pk
    address = reverse("wagtailadmin_pages:edit", args=[site.own.chart_draft.pk])
    data = trial.form(address) | rows(site.own.organisation) | {field: key}
    # A form with a mistake is shown again, choosers and all.
    shown = trial.client.post(address, data | {"period_start": "1"}).content.decode()
    assert SECRET not in shown


def test_a_form_does_not_show_a_picture_of_somebody_else_by_its_key(site):
    trial = Trial(site, "contributor", {})
    address = reverse("wagtailadmin_pages:edit", args=[site.own.organisation.pk])
    data = trial.form(address) | {"listing_image": site.other.image.pk, "website": "no address"}
    assert SECRET not in trial.client.post(address, data).content.decode()


def test_names_of_drafts_cannot_be_guessed_in_the_list_of_adopters(site):
    hidden = entry(f"{SECRET} Association", user=None)
    hidden.acronym = "KA"
    hidden.save()
    trial = Trial(site, "contributor", {})
    response = trial.send_page(site.own.chart_draft, adopted_by="KA")
    assert response.status_code == 400
    assert SECRET not in response.content.decode()


def test_mails_about_a_page_go_to_its_organisation_and_not_to_every_contributor(site):
    policy = page_policy()
    page = PracticePage.objects.get(pk=site.own.chart_draft.pk)
    people = policy.users_with_permission_for_instance("change", page, include_superusers=False)
    names = set(people.values_list("email", flat=True))
    assert {"contributor@example.org", "manager@example.org", "editor@example.org"} <= names
    assert not {"stranger@example.org", "member@example.org"} & names


def test_listings_ask_as_little_for_a_contributor_as_for_an_editor(
    site, django_assert_max_num_queries
):
    user = type(site.people["contributor"]).objects.get(email="contributor@example.org")
    pages = [*site.own.pages(), *site.other.pages()]
    for page in pages:
        assert page.specific_class
    with django_assert_max_num_queries(4):
        allowed = [page for page in pages if page.permissions_for_user(user).can_edit()]
    assert len(allowed) == len(site.own.pages())
    with django_assert_max_num_queries(1):
        found = set(page_policy().explorable_instances(user).values_list("pk", flat=True))
    assert {page.pk for page in site.own.pages()} == found & {page.pk for page in pages}


def test_the_records_of_a_person_are_remembered_until_one_is_made(site):
    user = site.people["contributor"]
    fresh = type(user).objects.get(pk=user.pk)
    before = records_of(fresh)
    page = chart("Made just now", site.own.organisation, user=fresh)
    assert page.pk not in before
    assert is_own(fresh, page)
