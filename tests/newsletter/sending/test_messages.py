"""Mails on the wire: strict parsers read them, nobody breaks out of a header, signatures hold, links name readers."""

import email
import email.policy
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from newsletter.links import Reader, read_token
from newsletter.models import Edition, NewsletterSettings
from newsletter.sending import verp
from newsletter.sending.encoding import EncodedText, address_header, header
from newsletter.sending.messages import Composer, Identity, Row, can_be_written_to
from tests.newsletter.sending.mailings import make_mailing, make_readers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOSTILE = "Eve\r\nBcc: everybody@example.org\n\n<script>\x00\u2028x"


def row_of(mailing, **fields):
    reader = make_readers(1)[0]
    values = {
        "pk": 17,
        "mailing_id": mailing.pk,
        "edition_id": mailing.editions.get().pk,
        "subscriber_id": reader.pk,
        "email": reader.email,
        "name": "Ada",
        "subscriber_key": reader.key,
        "attempts": 0,
        "due_at": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        "reader_state": "active",
    }
    return Row(**values | fields)


def compose(row):
    return Composer(Identity.of_site(NewsletterSettings.load())).mail_for(row)


def strictly(data):
    """Parse as email.policy.strict does: any fault of the form is an exception."""
    return email.message_from_bytes(data, policy=email.policy.strict + email.policy.SMTP)


@pytest.mark.parametrize(
    "name", ["Ada", 'O"Hara, \\x', "Zoë Ångström", "名" * 150, "=?x?q?y?=", "", HOSTILE]
)
def test_a_mail_of_any_name_parses_strictly_and_has_its_headers_once(name):
    mailing = make_mailing()
    mailing.editions.update(subject=f"Ünïcode %%name%% {'long ' * 30}")
    mail = compose(row_of(mailing, name=name))
    parsed = strictly(mail.data)
    for expected in (
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Unsubscribe",
        "MIME-Version",
    ):
        assert len(parsed.get_all(expected)) == 1
    assert parsed["Bcc"] is None
    assert parsed["To"].addresses[0].addr_spec == mail.to
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    # Python's parser keeps the folds between encoded words of a name, which the standard leaves out.
    display_name = parsed["To"].addresses[0].display_name
    assert "".join(display_name.split()) == "".join(shown.split())
    assert max(len(line) for line in mail.data.split(b"\r\n")) <= 998
    assert b"\n" not in mail.data.replace(b"\r\n", b"")


def test_both_parts_say_what_the_edition_says_with_the_readers_own_links():
    mailing = make_mailing()
    Edition.objects.update(
        html="<p>Dear %%name%%, café</p><a href='%%leave_url%%'>x</a>\n.\n" + "<b>long</b>" * 400,
        text="Dear %%name%%, café\n.\n%%leave_url%%\n%%preferences_url%% \n%%web_url%%",
    )
    row = row_of(mailing, name="A & B <c>")
    parsed = strictly(compose(row).data)
    assert parsed.get_content_type() == "multipart/alternative"
    text = parsed.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = parsed.get_body(("html",)).get_content()
    leave = parsed["List-Unsubscribe"].split(">")[0].strip("<")
    assert text.startswith("Dear A & B <c>, café\n.\nhttp")
    assert leave in text
    assert "http://testserver/newsletter/november/" in text
    assert "Dear A &amp; B &lt;c&gt;, café" in html
    assert f"href='{leave}'" in html
    assert read_token("leave", urlsplit(leave).path.split("/")[-2]) == Reader(
        row.subscriber_key, 17
    )


def test_headers_tell_programs_whose_list_it_is_and_how_to_leave():
    mailing = make_mailing()
    mail = compose(row_of(mailing))
    parsed = strictly(mail.data)
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    https, mailto = (part.strip(" <>") for part in parsed["List-Unsubscribe"].split(","))
    assert https.startswith("http://testserver/newsletter/leave/")
    assert verp.read_leave_address(mailto.removeprefix("mailto:").partition("?")[0]) == 17
    assert verp.read_verp(mail.return_path) == 17
    assert verp.read_message_id(parsed["Message-ID"]) == 17
    assert parsed["Message-ID"].endswith("@testserver>")
    assert parsed["Precedence"] == "bulk"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["List-Id"].endswith("<newsletter.testserver>")
    assert parsed["Feedback-ID"] == f"{mailing.pk}:digest:newsletter:testserver"
    assert parsed["Date"].datetime == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_an_issue_was_written_by_people_and_does_not_claim_otherwise():
    mailing = make_mailing(kind="issue")
    assert strictly(compose(row_of(mailing)).data)["Auto-Submitted"] is None


def test_a_mail_is_the_same_whenever_it_is_built():
    row = row_of(make_mailing())
    assert compose(row).data == compose(row).data


def test_returns_go_to_the_domain_that_the_settings_name(settings):
    settings.BOUNCE_DOMAIN = "returns.example.org"
    assert compose(row_of(make_mailing())).return_path.endswith("@returns.example.org")


def test_signatures_verify(settings, tmp_path):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path = tmp_path / "dkim.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    settings.NEWSLETTER_DKIM_SELECTOR, settings.NEWSLETTER_DKIM_KEY = "news", str(path)
    settings.DEFAULT_FROM_EMAIL = "Zoë's centre <news@example.org>"
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])
    names = []

    def dns(name, timeout=5):
        names.append(name)
        return record

    data = compose(row_of(make_mailing(), name="Zoë " * 20)).data
    assert dkim.verify(data, dnsfunc=dns)
    assert names == [b"news._domainkey.example.org."]
    assert not dkim.verify(data.replace(b"Dear", b"Deer", 1), dnsfunc=dns)
    assert not dkim.verify(b"From: other@example.org\r\n" + data, dnsfunc=dns)
    strictly(data)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "plain",
        "a=b",
        "é" * 200,
        "." * 3,
        "x" * 500,
        "ends with space ",
        "https://example.org/?a=1&b=~-",
    ],
)
def test_encoded_texts_decode_to_the_text_with_its_values(value):
    text = "start %%name%%\n%%name%% middle é %%name%%%%leave_url%%\n" + "word " * 100 + "%%name%%"
    encoded = EncodedText(text, html=False).fill({"name": value})
    part = email.message_from_bytes(
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + encoded,
        policy=email.policy.default,
    )
    shown = " ".join(value.split()) if value != value.strip() else value
    expected = text.replace("%%name%%", shown).replace("%%leave_url%%", "") + "\n"
    assert part.get_content().replace("\r\n", "\n") == expected
    assert max(len(line) for line in encoded.split(b"\r\n")) <= 76


def test_header_lines_cannot_be_broken_out_of():
    for line in (header("Subject", HOSTILE), address_header("To", HOSTILE, "a@example.org")):
        assert not re.search(rb"\n(?![ \t]|$)", line)


@pytest.mark.parametrize(
    "address",
    [
        "a@b\r\nDATA",
        "a b@example.org",
        "a>b@example.org",
        "<a@example.org",
        "é@example.org",
        "a@b@c",
        "",
    ],
)
def test_what_would_break_a_command_is_no_address(address):
    assert not can_be_written_to(address)


def test_forged_return_addresses_name_nobody(settings):
    good = verp.verp_address(17, "example.org")
    assert verp.read_verp(good.upper()) == 17
    assert verp.read_verp(good.replace("+17-", "+18-")) is None
    assert verp.read_leave_address(good) is None
    assert verp.read_verp("bounces+17@example.org") is None
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    assert verp.read_verp(good) == 17
    settings.SECRET_KEY_FALLBACKS = []
    assert verp.read_verp(good) is None
