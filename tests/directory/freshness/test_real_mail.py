"""The mails as a real server receives them."""

import socket

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from core.mailing import deliver_mail
from core.models import OutgoingMail
from directory.freshness.asking import ask_due
from directory.models import OrganisationPage
from tests.directory.freshness.support import ago, entry

pytestmark = pytest.mark.django_db


class Mailbox:
    """Takes mails in, or refuses them while `is_down`."""

    def __init__(self):
        self.received = []
        self.is_down = False

    async def handle_DATA(self, server, session, envelope):
        if self.is_down:
            return "451 Try again later"
        self.received.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    handler = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    controller.stop()


@pytest.fixture(autouse=True)
def real_site(settings):
    settings.DEMONSTRATION = False


def text_of(envelope):
    from email import message_from_bytes, policy

    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_mail_arrives_once_with_a_link_that_works_and_survives_a_server_that_is_down(
    mailbox, client
):
    page = entry("Maison inventée")
    OrganisationPage.objects.filter(pk=page.pk).update(confirmed_at=ago(200, timezone.now()))
    ask_due()
    mailbox.is_down = True
    assert deliver_mail() == 0
    first_name = OutgoingMail.objects.get().queued_at
    mailbox.is_down = False
    OutgoingMail.objects.update(retry_at=timezone.now())
    assert [deliver_mail(), deliver_mail()] == [1, 0]
    [envelope] = mailbox.received
    assert envelope.rcpt_tos == ["office@house.example.org"]
    message = text_of(envelope)
    assert message["Subject"] == "Is the entry of Maison inventée still right?"
    assert f"{first_name:%Y%m%d%H%M%S%f}" in message["Message-ID"]
    assert message["Auto-Submitted"] == "auto-generated"
    [line] = [line for line in message.get_content().splitlines() if "/confirm/" in line]
    assert line.startswith("http://testserver/directory/confirm/")
    assert client.get(line.removeprefix("http://testserver")).status_code == 200
    client.post(line.removeprefix("http://testserver"))
    assert page.confirmations.count() == 1
