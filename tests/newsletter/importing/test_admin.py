"""The page by which editors import a list: tried first, then brought in, with a report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from newsletter.importing.admin_views import LARGEST
from newsletter.models import Subscriber
from tests.newsletter.control.support import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

IMPORT = "/admin/newsletter/readers/import/"
LIST = b"email,name,status\nada@example.org,Ada,active\nbo@example.org,Bo,left\nwrong,,\n"


def sent(client, *, name="readers.csv", content=LIST, **fields):
    data = {"file": SimpleUploadedFile(name, content), "consent": "Sheets", **fields}
    return client.post(IMPORT, data)


@pytest.fixture
def browser():
    client = Client()
    client.force_login(person("ines"))
    return client


def test_a_list_is_tried_before_anything_changes(browser):
    text = sent(browser, is_trial="on").text
    assert "<strong>2</strong> new" in text
    assert "readers.csv (row 4)" in text
    assert "Nothing was changed" in text
    assert not Subscriber.objects.exists()


def test_a_list_is_brought_in_with_its_status(browser):
    assert browser.get(IMPORT).status_code == 200
    assert "<strong>2</strong> new" in sent(browser).text
    states = dict(Subscriber.objects.values_list("email", "state"))
    assert states == {"ada@example.org": "active", "bo@example.org": "left"}
    sent(browser, name="unsubscribed_export.csv", content=b"Email Address\nada@example.org\n")
    assert Subscriber.objects.get(email="ada@example.org").state == "left"


def test_what_is_too_long_or_without_consent_is_refused(browser):
    assert "in parts" in sent(browser, content=b"x" * (LARGEST + 1)).text
    assert "required" in sent(browser, consent=" ").text
    assert "no text file" in sent(browser, content=b"\x00\x01", name="../../etc/x").text
    assert not Subscriber.objects.exists()


def test_nobody_else_imports_readers():
    client = Client()
    client.force_login(person("ed", Role.EDITOR))
    assert sent(client).status_code in (302, 403)
    assert not Subscriber.objects.exists()
