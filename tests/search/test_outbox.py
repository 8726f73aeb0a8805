"""A change and its outbox entry are one; the index follows whatever happens to it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.models import ContentPage, Heartbeat, HomePage, Term
from search import outbox, registry
from search.checks import check_page_types
from search.engines.base import EngineRequest, EngineUnavailable
from search.models import OutboxEntry
from search.ticks import build_missing_index, drain_outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_plain_pages(monkeypatch, db):
    """Let these tests look at plain pages of their own alone, whatever a fresh site starts with."""
    Page.objects.filter(pk__in=ContentPage.objects.values("pk")).delete()
    OutboxEntry.objects.all().delete()
    plain = registry.registration_of(ContentPage)
    monkeypatch.setattr(registry, "_registrations", {ContentPage: plain})


@pytest.fixture
def home():
    return HomePage.objects.first()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Return a context whose end is the commit of a request."""

    def committing():
        return django_capture_on_commit_callbacks(execute=True)

    return committing


def add_page(parent, title="Safe return", **values):
    page = parent.add_child(instance=ContentPage(title=title, live=False, **values))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def titles(engine):
    return sorted(hit.fields["title"] for hit in engine.search(EngineRequest(limit=50)).hits)


class BrokenEngine:
    """An engine that is down."""

    name = "broken"

    def is_built(self):
        return True

    @contextmanager
    def writing(self):
        raise EngineUnavailable("down")
        yield


def test_publishing_makes_a_page_findable_without_a_worker(site_engine, home, commit):
    with commit():
        add_page(home)
    assert titles(site_engine) == ["Safe return"]
    assert not OutboxEntry.objects.exists()


def test_with_a_worker_running_the_entry_waits_for_it(site_engine, home, commit):
    Heartbeat.beat("worker")
    with commit():
        add_page(home)
    assert titles(site_engine) == []
    assert OutboxEntry.objects.exists()
    drain_outbox()
    assert titles(site_engine) == ["Safe return"]
    assert not OutboxEntry.objects.exists()


def test_a_change_that_is_rolled_back_leaves_no_entry(site_engine, home, commit):
    with commit(), pytest.raises(RuntimeError), transaction.atomic():
        add_page(home)
        raise RuntimeError
    assert not OutboxEntry.objects.exists()
    assert titles(site_engine) == []


def test_while_the_engine_is_down_pages_are_published_and_entries_stay(
    monkeypatch, site_engine, home, commit
):
    monkeypatch.setattr(outbox, "get_engine", BrokenEngine)
    with commit():
        page = add_page(home)
    page.refresh_from_db()
    assert page.live
    entry = OutboxEntry.objects.first()
    assert entry.page_id == page.pk
    assert entry.last_error == "down"
    monkeypatch.undo()
    drain_outbox()
    assert titles(site_engine) == ["Safe return"]
    assert not OutboxEntry.objects.exists()


def test_a_draft_is_not_found(site_engine, home, commit):
    with commit():
        page = home.add_child(instance=ContentPage(title="Draft", live=False))
        page.save_revision()
    assert titles(site_engine) == []


def test_a_draft_of_a_live_page_does_not_change_what_is_found(site_engine, home, commit):
    with commit():
        page = add_page(home)
    with commit():
        page.title = "Secret new title"
        page.save_revision()
    call_command("rebuild_search", verbosity=0)
    assert titles(site_engine) == ["Safe return"]


def test_unpublishing_deleting_and_expiring_take_a_page_away(site_engine, home, commit):
    with commit():
        pages = [add_page(home, title) for title in ("One", "Two", "Three")]
    with commit():
        pages[0].unpublish()
    assert titles(site_engine) == ["Three", "Two"]
    with commit():
        pages[1].delete()
    assert titles(site_engine) == ["Three"]
    with commit():
        pages[2].expire_at = timezone.now() - timedelta(minutes=1)
        pages[2].save()
    assert titles(site_engine) == []


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_a_private_branch_is_not_found_and_comes_back_when_opened(site_engine, home, commit, kind):
    with commit():
        parent = add_page(home, "Parent")
        add_page(parent, "Child")
    with commit():
        restriction = PageViewRestriction.objects.create(page=parent, restriction_type=kind)
        restriction.groups.add(Group.objects.create(name="members"))
    assert titles(site_engine) == []
    with commit():
        restriction.delete()
    assert titles(site_engine) == ["Child", "Parent"]


def test_moving_below_a_private_page_hides(site_engine, home, commit):
    with commit():
        parent, page = add_page(home, "Parent"), add_page(home, "Page")
        PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    with commit():
        page.move(parent, pos="last-child")
    assert titles(site_engine) == []


def test_a_new_slug_changes_the_addresses_below(site_engine, home, commit):
    with commit():
        parent = add_page(home, "Parent")
        add_page(parent, "Child")
    with commit():
        parent.slug = "elsewhere"
        parent.save_revision().publish()
    urls = {hit.fields["url"] for hit in site_engine.search(EngineRequest()).hits}
    assert urls == {"/elsewhere/", "/elsewhere/child/"}


@pytest.mark.parametrize("in_batches", [False, True])
def test_a_page_that_cannot_be_built_is_told_and_does_not_stop_others(
    site_engine, home, commit, in_batches
):
    plain = registry.registration_of(ContentPage)

    def build(page):
        if page.title == "Broken":
            raise KeyError("missing")
        return plain.build(page)

    def build_batch(ids):
        return [build(page) for page in ContentPage.objects.filter(pk__in=ids)]

    how = {"build_batch": build_batch} if in_batches else {"build": build}
    registry.register(ContentPage, kind="page", **how)
    with commit():
        broken = add_page(home, "Broken")
        add_page(home, "Good")
    registry.register(ContentPage, plain.build, kind="page", queryset=plain.queryset)
    assert titles(site_engine) == ["Good"]
    entry = OutboxEntry.objects.get(page_id=broken.pk)
    assert "missing" in entry.last_error
    assert entry.retry_at > timezone.now()
    OutboxEntry.objects.update(retry_at=timezone.now())
    drain_outbox()
    assert titles(site_engine) == ["Broken", "Good"]


def test_what_was_noted_before_the_clock_went_back_is_written_at_once(site_engine, home, commit):
    with commit():
        add_page(home, "One")
        page = add_page(home, "Two")
    ahead = timezone.now() + timedelta(minutes=30)
    OutboxEntry.objects.create(page_id=page.pk, retry_at=ahead)
    OutboxEntry.objects.create(page_id=page.pk, retry_at=ahead + timedelta(days=1), attempts=3)
    waiting = OutboxEntry.objects.create(page_id=page.pk, retry_at=ahead, attempts=3)
    drain_outbox()
    assert list(OutboxEntry.objects.all()) == [waiting]


def test_a_missing_index_is_built_whole_and_not_from_one_page(site_engine, home, commit):
    with commit():
        add_page(home, "One")
    site_engine.clear()
    with commit():
        add_page(home, "Two")
    assert titles(site_engine) == ["One", "Two"]


def test_the_worker_builds_a_missing_index_before_anything_changes(site_engine, home, commit):
    with commit():
        add_page(home)
    site_engine.clear()
    OutboxEntry.objects.all().delete()
    build_missing_index()
    assert site_engine.is_built()
    assert titles(site_engine) == ["Safe return"]


def test_changes_during_a_rebuild_are_not_lost(site_engine, home, commit):
    with commit():
        page = add_page(home, "Before")

    def pages_with_a_change():
        yield from outbox.all_pages()
        page.title = "After"
        page.save_revision().publish()

    outbox.rebuild(site_engine, progress=pages_with_a_change())
    assert titles(site_engine) == ["After"]


def test_a_changed_term_renews_the_pages_that_carry_it_or_a_narrower_one(monkeypatch, home):
    asked = []
    monkeypatch.setattr("search.signals.enqueue_pages", asked.append)
    term = Term.objects.filter(parent__isnull=False).first()
    term.parent.save()
    assert asked == [set()]


def test_check_search_agrees_after_a_rebuild_and_lists_what_differs(
    site_engine, home, commit, capsys
):
    with commit():
        page, other = add_page(home, "One"), add_page(home, "Two")
    call_command("check_search")
    assert "agree on 2 records" in capsys.readouterr().out
    Page.objects.filter(pk=page.pk).update(title="Changed behind its back")
    Page.objects.filter(pk=other.pk).update(live=False)
    with pytest.raises(CommandError, match="differ in 2 records"):
        call_command("check_search")
    told = capsys.readouterr().err
    assert f"page {page.pk}: the index has another state" in told
    assert f"page {other.pk}: in the index, but not published" in told
    call_command("rebuild_search", verbosity=0)
    call_command("check_search")


def test_an_undeclared_page_type_is_warned_of():
    registry.unregister(ContentPage)
    warned = [message for message in check_page_types(None) if message.obj is ContentPage]
    assert [message.id for message in warned] == ["search.W001"]
