"""What tests of notes share: an editor, an issue, and a member organisation that can be asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import MembershipStatus
from newsletter.contributing.asking import Request, ask
from newsletter.contributing.whom import candidates
from newsletter.models import ContributionSlot
from tests.directory.people.support import deliver, link_in
from tests.directory.support import organisation
from tests.newsletter.control.support import issue as make_issue
from tests.newsletter.control.support import person


@pytest.fixture(autouse=True)
def no_demonstration(settings):
    """Let mail go to organisations: the demonstration writes to people with accounts alone."""
    settings.DEMONSTRATION = False


@pytest.fixture
def editor(db):
    return person("notes")


@pytest.fixture
def issue(db):
    return make_issue("Invented letter 1", publish=False)


@pytest.fixture
def member(db):
    return organisation(
        "Invented House",
        "FR",
        membership_status=MembershipStatus.MEMBER,
        email="office@house.example.org",
    )


@pytest.fixture
def asked(issue, member, editor, mailoutbox, django_capture_on_commit_callbacks):
    """Ask the member for a note; return the request, whose mail is in the outbox."""
    request = Request("What is new in your shelters?", timezone.localdate() + timedelta(days=14))
    with django_capture_on_commit_callbacks(execute=True):
        ask(issue=issue, chosen=candidates(member.countries.all(), []), request=request, by=editor)
    return ContributionSlot.objects.get()


@pytest.fixture
def link(asked, mailoutbox):
    """Return the path of the link in the mail."""
    deliver(mailoutbox)
    return link_in(mailoutbox[0])


@pytest.fixture
def note():
    """Return a note as the form sends it."""
    return {
        "title": "A new drop-in centre",
        "text": "It opened in spring.\r\n\r\nAdvice is free.",
        "link": "https://www.example.org/centre",
        "given_by": "Invented House",
    }
