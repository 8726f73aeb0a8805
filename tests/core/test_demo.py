"""The demonstration is whole, comes once, stays apart from real content, and goes without a trace."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from taggit.models import Tag
from wagtail.models import Page

from accounts.models import User
from core import demonstration
from core.demonstration import PASSWORD
from core.models import ContentPage, DemonstrationRecord, HomePage
from core.sections import section_pages
from directory.models import Affiliation, Application, OrganisationPage
from practices.models import CaseStudyPage, CategoryPage, PracticeOrganisation, PracticePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration_site")]

LOGINS = ["admin", "editor", "newsletter", "manager", "contributor", "member"]


def test_it_has_the_records_of_the_demonstration_content():
    assert PracticePage.objects.live().count() == 20
    assert CaseStudyPage.objects.live().count() == 12
    assert OrganisationPage.objects.live().count() == 60
    by_category = [PracticePage.objects.filter(category=letter).count() for letter in "ABCD"]
    assert by_category == [6, 7, 4, 3]


def test_charts_and_cases_belong_to_entries_of_the_directory():
    assert not PracticeOrganisation.objects.filter(organisation=None).exists()
    assert not CaseStudyPage.objects.filter(organisation=None).exists()


def test_the_front_page_and_the_categories_say_something():
    assert HomePage.objects.get().body
    assert all(page.body for page in CategoryPage.objects.all())


def test_there_are_pages_about_the_centre_the_form_and_safety():
    assert {"about", "the-form-explained", "safety", "privacy"} <= set(
        ContentPage.objects.live().values_list("slug", flat=True)
    )


@pytest.mark.parametrize("name", LOGINS)
def test_every_login_works_and_its_address_is_confirmed(name):
    user = authenticate(username=f"{name}@example.org", password=PASSWORD)
    assert user is not None
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).exists()
    assert user.is_superuser == (name == "admin")
    assert user.has_perm("wagtailadmin.access_admin") == (name != "member")


def state():
    """Return what a second load must not change."""
    return (
        list(Page.objects.order_by("pk").values_list("pk", "slug", "latest_revision")),
        list(User.objects.order_by("pk").values_list("pk", "email", "password")),
        DemonstrationRecord.objects.count(),
        Tag.objects.count(),
    )


def test_loading_again_changes_nothing():
    before = state()
    demonstration.load()
    assert state() == before


def test_loading_again_brings_back_what_is_missing_and_leaves_what_was_edited():
    PracticePage.objects.get(slug="acse-network").delete()
    edited = PracticePage.objects.get(slug="istanbul-shelter")
    edited.title = "Edited"
    edited.save_revision().publish()
    demonstration.load()
    assert PracticePage.objects.get(slug="acse-network").live
    assert PracticePage.objects.get(slug="istanbul-shelter").title == "Edited"


def test_all_that_it_wrote_is_told_apart():
    assert not demonstration.has_own_content()
    assert {str(page.pk) for page in section_pages()} & demonstration.noted(Page) == set()


def own_page(parent, **fields):
    page = ContentPage(title="Ours", slug="ours", **fields)
    parent.add_child(instance=page)
    return page


def test_it_is_not_loaded_into_a_site_with_a_page_of_its_own():
    own_page(HomePage.objects.get())
    with pytest.raises(CommandError, match="of its own"):
        call_command("load_demo")


def test_it_is_not_loaded_into_a_site_with_a_user_of_its_own():
    User.objects.create_user("somebody@example.net", "x")
    with pytest.raises(CommandError, match="of its own"):
        call_command("load_demo")


def test_it_is_never_loaded_in_production(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo")


# Loading and deleting all of it takes the processor half a minute each; on every database it is loaded
# for these tests, and deleted by the test after this one.
@pytest.mark.one_database
def test_after_deletion_the_site_is_as_new_and_it_can_be_loaded_again():
    call_command("load_demo", "--delete", verbosity=0)
    assert set(Page.objects.filter(depth__gt=1)) == {page.page_ptr for page in section_pages()}
    assert not User.objects.exists()
    assert not Tag.objects.exists()
    assert not Affiliation.objects.exists()
    assert not Application.objects.exists()
    assert not DemonstrationRecord.objects.exists()
    assert not HomePage.objects.get().body
    assert not any(page.body for page in CategoryPage.objects.all())
    assert all(page.summary for page in CategoryPage.objects.all())
    demonstration.load()
    assert PracticePage.objects.live().count() == 20


def test_deletion_keeps_what_is_real_and_names_what_that_needs():
    home = HomePage.objects.get()
    home.summary = "Our own words"
    home.save_revision().publish()
    ours = own_page(home)
    user = User.objects.create_user("somebody@example.net", "x")
    below = own_page(ContentPage.objects.get(slug="about"))
    linking = page_linking_to("safety")
    tag = Tag.objects.first()
    chart = own_chart(organisation=OrganisationPage.objects.get(slug="on-the-road"), tag=tag)
    kept = demonstration.delete()
    assert sorted(kept) == ["About", "Associazione On the Road", "Reading safely"]
    assert ContentPage.objects.filter(pk__in=[ours.pk, below.pk]).count() == 2
    assert User.objects.get() == user
    home.refresh_from_db()
    assert home.summary == "Our own words"
    assert home.body
    assert PracticePage.objects.get().pk == chart.pk
    assert PracticeOrganisation.objects.get().organisation.slug == "on-the-road"
    assert list(Tag.objects.all()) == [tag]
    # What stays is still known as the demonstration's, and goes when nothing needs it any more.
    linking.delete()
    assert "Reading safely" not in demonstration.delete()


def page_linking_to(slug):
    there = f'<p><a linktype="page" id="{Page.objects.get(slug=slug).pk}">there</a></p>'
    page = ContentPage(
        title="Linking", slug="linking", body=json.dumps([{"type": "text", "value": there}])
    )
    HomePage.objects.get().add_child(instance=page)
    return page


def own_chart(*, organisation, tag):
    chart = PracticePage(title="Our chart", slug="our-chart")
    chart.organisation_rows = [PracticeOrganisation(organisation=organisation)]
    PracticePage.objects.first().get_parent().add_child(instance=chart)
    chart.tags.add(tag.name)
    chart.save()
    return chart
