import pytest
from wagtail.models import PageLogEntry

from directory.freshness.confirming import (
    confirm_entry,
    confirmable_ways,
    may_confirm,
    withdraw_entry,
)
from directory.freshness.indexing import follow_states
from directory.models import AffiliationRole, Confirmation, ConfirmationMethod, EntryWatch
from search.models import OutboxEntry
from tests.directory.freshness.support import NOW, ago, editor, entry, manager_of, person

pytestmark = pytest.mark.django_db


def queued():
    return set(OutboxEntry.objects.values_list("page_id", flat=True))


def test_a_confirmation_is_history_state_and_work_for_the_index():
    page, user = entry(), editor()
    OutboxEntry.objects.all().delete()
    confirm_entry(
        organisation=page, how=ConfirmationMethod.PHONE, by=user, note="Called  them", now=NOW
    )
    page.refresh_from_db()
    assert (page.confirmed_at, page.confirmed_how, page.confirmed_by) == (NOW, "phone", user)
    line = Confirmation.objects.get()
    assert (line.at, line.how, line.by, line.note) == (NOW, "phone", user, "Called them")
    assert queued() == {page.pk}


def test_a_draft_published_later_keeps_the_confirmation():
    page = entry()
    draft = page.save_revision()
    confirm_entry(organisation=page, how=ConfirmationMethod.SELF, by=None, now=NOW)
    draft.publish()
    page.refresh_from_db()
    assert page.confirmed_at == NOW


def test_editors_note_what_they_found_out_and_speakers_confirm_for_their_organisation():
    page, other = entry(), entry("Other house")
    manager = manager_of(page)
    reader = manager_of(page, "reader@house.example.org", AffiliationRole.READER)
    assert confirmable_ways(editor(), page) == ["phone", "visit", "editor"]
    assert confirmable_ways(manager, page) == ["self"]
    assert confirmable_ways(manager, other) == []
    assert confirmable_ways(reader, page) == []
    assert confirmable_ways(person("nobody@example.org"), page) == []
    for user, own in ((editor("second@example.org"), True), (manager, True), (reader, False)):
        assert may_confirm(user, page.pk) is own
    assert not may_confirm(manager, other.pk)


def test_an_entry_that_left_for_its_age_comes_back_as_readers_saw_it():
    page = entry(confirmed=600, city="Old town")
    assert withdraw_entry(organisation=page, now=ago(5))
    page.refresh_from_db()
    assert not page.live
    # Somebody writes a draft meanwhile; nobody has checked it.
    page.city = "Unchecked"
    page.save_revision()
    page.save(clean=False)
    assert confirm_entry(organisation=page, how=ConfirmationMethod.SELF, by=None, now=NOW)
    page.refresh_from_db()
    assert (page.live, page.city, page.confirmed_at) == (True, "Old town", NOW)
    assert EntryWatch.objects.get(pk=page.pk).withdrawn_at is None
    actions = list(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))
    assert {"directory.entry_withdrawn", "directory.entry_returned"} <= set(actions)


def test_the_log_says_why_an_entry_left():
    page = entry(confirmed=600)
    withdraw_entry(organisation=page, now=NOW)
    line = PageLogEntry.objects.get(action="directory.entry_withdrawn")
    assert f"nobody confirmed the entry since {ago(600):%Y-%m-%d}" in str(line.message)


def test_an_entry_that_an_editor_unpublished_stays_unpublished():
    page = entry(confirmed=600)
    page.unpublish()
    assert not confirm_entry(organisation=page, how=ConfirmationMethod.SELF, by=None, now=NOW)
    page.refresh_from_db()
    assert (page.live, page.confirmed_at) == (False, NOW)


def test_the_index_follows_when_time_alone_changes_a_state():
    page, fresh = entry(confirmed=179), entry("Fresh", confirmed=1)
    follow_states(now=NOW)
    OutboxEntry.objects.all().delete()
    assert follow_states(now=NOW) == 0
    assert follow_states(now=ago(-1)) == 1
    assert queued() == {page.pk}
    assert EntryWatch.objects.get(pk=page.pk).state == "due"
    assert EntryWatch.objects.get(pk=fresh.pk).state == "fresh"
