"""Links to elsewhere: which are collected, when one counts as broken, what editors do about it."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.links.checking import check_again, check_due, ignore
from core.links.collecting import addresses_of, collect
from core.links.ticks import look_after_links
from core.models import ContentPage, ExternalLink, HomePage, LinkUse
from tests.core.links.servers import serving

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def checking(settings):
    settings.CHECK_LINKS = True
    # Only the links of a test are there, and not those of the start content.
    Page.objects.filter(depth__gt=2).update(live=False)


@pytest.fixture
def site(monkeypatch):
    with serving(monkeypatch) as site:
        yield site


def page(*urls, title="Page"):
    """A published page whose text leads to `urls`."""
    text = "".join(f'<p><a href="{url}">there</a></p>' for url in urls)
    page = ContentPage(title=title, body=[("text", text)] if text else [])
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def rounds(*days):
    for day in days:
        check_due(now=NOW + timedelta(days=day))


def link():
    return ExternalLink.objects.get()


def test_addresses_are_found_in_rich_text_blocks_and_fields(settings):
    settings.SITE_URL = "https://centre.example.org"
    found = addresses_of(
        page(
            "https://one.example/a?b=c&amp;d=e",
            "http://two.example/#part",
            "https://centre.example.org/practices/",
            "mailto:office@example.org",
            "/practices/",
            "javascript:alert(1)",
        )
    )
    assert found == {
        "https://one.example/a?b=c&d=e",
        "http://two.example/",
        "https://centre.example.org/practices/",
    }


def test_an_address_of_this_site_is_noted_and_never_asked(settings):
    settings.SITE_URL = "https://centre.example.org"
    page("https://centre.example.org/practices/")
    collect(now=NOW)
    assert LinkUse.objects.count() == 1
    assert not ExternalLink.objects.in_use().exists()
    assert not ExternalLink.objects.due(NOW + timedelta(days=365)).exists()


def test_pages_are_read_when_they_were_published_and_not_again():
    first = page("https://one.example/", "https://both.example/")
    page("https://both.example/", title="Second")
    collect(now=NOW + timedelta(days=365))
    assert ExternalLink.objects.count() == 2
    assert LinkUse.objects.count() == 3
    assert collect(now=NOW) == 0
    first.body = [("text", '<p><a href="https://new.example/">new</a></p>')]
    first.save_revision().publish()
    Page.objects.filter(pk=first.pk).update(last_published_at=NOW + timedelta(days=366))
    assert collect(now=NOW + timedelta(days=367)) == 1
    hosts = set(ExternalLink.objects.values_list("host", flat=True))
    assert hosts == {"both.example", "new.example"}


def test_a_link_that_stands_is_asked_once_and_again_after_two_weeks(site):
    page(site.url())
    collect(now=NOW)
    rounds(0, 1, 13)
    assert [asked[0] for asked in site.asked] == ["HEAD"]
    assert (link().status, link().problem) == (200, "")
    rounds(14)
    assert len(site.asked) == 2


def test_a_server_that_knows_no_head_is_asked_with_get(site):
    site.no_head = True
    page(site.url())
    collect(now=NOW)
    rounds(0)
    assert [asked[0] for asked in site.asked] == ["HEAD", "GET"]
    assert link().problem == ""


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_page_that_is_there_and_not_for_programs_is_not_broken(site, status):
    site.answers["/"] = (status, {}, b"")
    page(site.url())
    collect(now=NOW)
    rounds(0)
    assert (link().status, link().problem) == (status, "")


def test_a_link_is_broken_after_three_failures_over_three_days(site):
    page(site.url("/gone"))
    collect(now=NOW)
    rounds(0, 1, 2)
    assert (link().failures, link().broken_since) == (3, None)
    rounds(3)
    assert (link().broken_since, link().problem) == (NOW, "HTTP 404")
    assert list(ExternalLink.objects.broken()) == [link()]


def test_one_bad_hour_of_a_server_breaks_nothing_and_a_recovery_forgets_it(site):
    page(site.url("/late"))
    collect(now=NOW)
    for _ in range(5):
        rounds(0)
        check_again(link=link())
        ExternalLink.objects.update(check_at=NOW)
    assert link().failures == 5
    assert link().broken_since is None
    site.answers["/late"] = (200, {}, b"")
    rounds(4)
    assert (link().failures, link().failing_since) == (0, None)


def test_a_link_that_stays_broken_is_asked_ever_more_seldom(site):
    page(site.url("/gone"))
    collect(now=NOW)
    for day in range(200):
        rounds(day)
    assert link().failures < 20


def test_a_link_into_the_network_of_the_server_is_reported_and_never_asked():
    page("http://169.254.169.254/latest/meta-data/")
    collect(now=NOW)
    rounds(0)
    assert (link().status, link().problem) == (
        None,
        "Its server is not one of the public internet.",
    )


def test_each_server_is_asked_once_a_round(site):
    site.answers.update({f"/{number}": (200, {}, b"") for number in range(4)})
    page(*(site.url(f"/{number}") for number in range(4)))
    collect(now=NOW)
    assert [check_due(now=NOW) for _ in range(5)] == [1, 1, 1, 1, 0]


def test_a_killed_worker_leaves_no_server_asked_again_and_again(site, monkeypatch):
    page(site.url())
    collect(now=NOW)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("core.links.checking.fetch", killed)
    with pytest.raises(KeyboardInterrupt):
        rounds(0)
    monkeypatch.undo()
    assert check_due(now=NOW) == 0
    assert link().check_at == NOW + timedelta(days=1)


def test_links_of_pages_that_were_taken_down_are_neither_asked_nor_reported(site):
    entry = page(site.url("/gone"))
    collect(now=NOW)
    rounds(0, 1, 2, 3)
    entry.unpublish()
    assert not ExternalLink.objects.broken().exists()
    assert check_due(now=NOW + timedelta(days=10)) == 0


def test_nothing_is_collected_or_asked_where_it_is_not_wanted(site, settings):
    page(site.url())
    settings.CHECK_LINKS = False
    look_after_links()
    assert not ExternalLink.objects.exists()
    collect(now=NOW)
    rounds(0)
    assert site.asked == []


def test_the_worker_collects_and_checks(site):
    page(site.url())
    look_after_links()
    assert link().status == 200


@pytest.fixture
def admin(client):
    user = get_user_model().objects.create_superuser("admin@example.org", "a password")
    client.force_login(user)
    return client


def test_editors_see_what_is_broken_where_and_since_when(site, admin):
    page(site.url("/gone"), title="Old study")
    page(site.url(), title="Sound")
    collect(now=NOW)
    rounds(0, 1, 2, 3)
    soup = BeautifulSoup(admin.get("/admin/reports/broken-links/").content, "html.parser")
    [row] = soup.select(".waiting li")
    text = row.get_text(" ", strip=True)
    for part in (site.url("/gone"), "Old study", "HTTP 404", "22 November 2026"):
        assert part in text
    assert site.url("/gone") in admin.get("/admin/").content.decode()


def test_the_report_asks_the_database_as_often_for_many_links_as_for_few(admin):
    def questions(numbers):
        for number in numbers:
            page(f"https://{number}.example/", title=f"Page {number}")
        collect(now=NOW + timedelta(days=365))
        ExternalLink.objects.update(broken_since=NOW)
        with CaptureQueriesContext(connection) as captured:
            admin.get("/admin/reports/broken-links/")
        return len(captured)

    questions([0])
    few = questions([1])
    assert questions(range(2, 8)) == few


def test_an_editor_leaves_a_link_as_it_is_and_asks_for_it_again(site, admin):
    page(site.url("/gone"))
    collect(now=NOW)
    rounds(0, 1, 2, 3)
    admin.post("/admin/reports/broken-links/", {"link": link().pk, "do": "ignore"})
    assert link().ignored_by.email == "admin@example.org"
    assert check_due(now=NOW + timedelta(days=30)) == 0
    assert site.url("/gone") not in admin.get("/admin/reports/broken-links/").content.decode()
    ignored = admin.get("/admin/reports/broken-links/?show=ignored").content.decode()
    assert site.url("/gone") in ignored
    admin.post("/admin/reports/broken-links/", {"link": link().pk, "do": "check"})
    assert not link().is_ignored
    assert check_due() == 1


def test_nobody_else_sees_the_report_or_presses_its_buttons(site, client):
    page(site.url("/gone"))
    collect(now=NOW)
    client.force_login(get_user_model().objects.create_user("member@example.org", "a password"))
    client.get("/admin/reports/broken-links/")
    client.post("/admin/reports/broken-links/", {"link": link().pk, "do": "ignore"})
    assert not link().is_ignored


def test_a_link_that_is_ignored_is_not_broken():
    page("https://one.example/")
    collect(now=NOW)
    ExternalLink.objects.update(broken_since=NOW)
    user = get_user_model().objects.create_user("editor@example.org", "a password")
    ignore(link=link(), by=user)
    assert not ExternalLink.objects.broken().exists()
