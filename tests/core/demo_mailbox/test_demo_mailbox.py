"""The demonstration shows the mails that it would send; no other site does."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import override_settings

from core.demo_mailbox import backend
from core.demo_mailbox.views import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def posted(settings, tmp_path):
    settings.VAR_DIR, settings.EMAIL_BACKEND = tmp_path, BACKEND

    def post(subject="Invented news", html="<p style='color: red'>Invented <b>words</b></p>"):
        mail = EmailMultiAlternatives(subject, "Invented words\n", to=["anna@example.org"])
        mail.attach_alternative(html, "text/html")
        assert get_connection().send_messages([mail]) == 1

    return post


def keys():
    return sorted(backend.open_mailbox().keys())


def test_an_empty_mailbox_says_so(client, posted):
    assert "Nothing has been sent yet" in client.get("/dev/mail/").content.decode()


def test_a_mail_is_listed_and_shown_with_its_parts(client, posted):
    posted()
    assert "Invented news" in client.get("/dev/mail/").content.decode()
    page = client.get(f"/dev/mail/{keys()[0]}/").content.decode()
    assert "anna@example.org" in page and "Message-ID" in page and "Invented words" in page
    assert f'src="/dev/mail/{keys()[0]}/html/"' in page


def test_the_html_of_a_mail_stands_in_a_sandbox_without_scripts(client, posted):
    posted(html="<p>Invented</p><script>alert(1)</script>")
    answer = client.get(f"/dev/mail/{keys()[0]}/html/")
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy and "script-src" not in policy and "default-src 'none'" in policy


def test_old_mails_are_thrown_away(posted, monkeypatch):
    monkeypatch.setattr(backend, "KEPT", 2)
    for number in range(3):
        posted(subject=f"Invented {number}")
    assert len(keys()) == 2


@pytest.mark.parametrize(
    "path", ["", "no-such-mail/", "..%2F..%2Fdb.sqlite3/", "no-such-mail/html/"]
)
def test_nothing_is_there_where_mails_are_really_sent(client, posted, path):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        assert client.get(f"/dev/mail/{path}").status_code == 404
    with override_settings(DEMONSTRATION=False):
        assert client.get(f"/dev/mail/{path}").status_code == 404


@pytest.mark.parametrize("path", ["no-such-mail/", "..%2F..%2Fdb.sqlite3/", "no-such-mail/html/"])
def test_a_mail_that_is_gone_is_not_found(client, posted, path):
    posted()
    assert client.get(f"/dev/mail/{path}").status_code == 404
