import io

import pypdf
import pytest
from django.urls import reverse
from docx import Document

from accounts.personal_data import holdings
from accounts.roles import Role
from library.models import Audience, ReadingList
from library.reading_lists.reading import entries_of
from library.reading_lists.services import add_page, new_list, share
from library.services import save_policy, save_publication
from tests.accounts.conftest import make_user
from tests.library.test_records import POLICY, PUBLICATION

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy():
    return save_policy(record=POLICY, publish=True)


@pytest.fixture
def publication():
    return save_publication(record=PUBLICATION, publish=True)


@pytest.fixture
def member():
    return make_user("member@example.org", Role.CONTRIBUTOR)


@pytest.fixture
def editor():
    return make_user("editor@example.org", Role.EDITOR)


@pytest.fixture
def a_list(member, policy, publication):
    made = new_list(user=member, title="For the assembly")
    for page in (policy, publication):
        add_page(reading_list=made, page=page, user=member)
    return made


def titles(reading_list):
    return [entry.page.title for entry in entries_of(reading_list)]


def words(reading_list, **changed):
    given = {"title": reading_list.title, "introduction": reading_list.introduction}
    given |= {f"note-{item.pk}": item.note for item in reading_list.items.all()}
    return given | changed


def test_a_member_makes_a_list_from_a_record_orders_it_and_takes_it_away(
    client, member, policy, publication
):
    client.force_login(member)
    shown = client.get(policy.url).content.decode()
    add = f"{reverse('library_list_add')}?page={policy.pk}"
    assert add in shown
    asked = client.get(add, follow=True)
    assert "will be its first record" in asked.content.decode()
    client.post(reverse("library_list_new"), {"title": "For the assembly", "page": policy.pk})
    made = ReadingList.objects.get()
    client.post(reverse("library_list_add"), {"page": publication.pk, "list": made.slug})
    assert titles(made) == [policy.title, publication.title]
    second = made.items.last()
    edit = reverse("library_list_edit", args=[made.slug])
    note = {f"note-{second.pk}": "Read this first"}
    client.post(edit, words(made, do=f"up-{second.pk}", **note))
    assert titles(made) == [publication.title, policy.title]
    assert "Read this first" in client.get(made.get_absolute_url()).content.decode()
    pdf = client.get(f"/library/lists/{made.slug}.pdf").content
    told = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Read this first" in told
    docx = client.get(f"/library/lists/{made.slug}.docx").content
    headings = [
        each.text
        for each in Document(io.BytesIO(docx)).paragraphs
        if each.style.name == "Heading 2"
    ]
    assert headings == [f"1. {publication.title}", f"2. {policy.title}"]
    assert client.get(f"/library/lists/{made.slug}.bib").content.count(b"\n@") + 1 == 2


def test_the_demonstration_of_an_empty_list_is_a_file_as_well(client, member):
    made = new_list(user=member, title="Nothing yet")
    client.force_login(member)
    for ending in ("pdf", "docx", "bib"):
        assert client.get(f"/library/lists/{made.slug}.{ending}").status_code == 200


@pytest.mark.parametrize("audience", [Audience.PRIVATE, Audience.MEMBERS])
def test_what_is_not_for_everybody_is_not_found_by_a_stranger(client, a_list, member, audience):
    share(reading_list=a_list, audience=audience, user=member)
    addresses = [a_list.get_absolute_url(), f"/library/lists/{a_list.slug}.pdf"]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert a_list.title not in client.get("/library/lists/").content.decode()
    client.force_login(make_user("other@example.org", Role.CONTRIBUTOR))
    expected = 200 if audience == Audience.MEMBERS else 404
    assert client.get(addresses[0]).status_code == expected


def test_nobody_else_changes_a_list(client, a_list, member):
    share(reading_list=a_list, audience=Audience.MEMBERS, user=member)
    client.force_login(make_user("other@example.org", Role.CONTRIBUTOR))
    for name in ("edit", "delete", "audience"):
        address = reverse(f"library_list_{name}", args=[a_list.slug])
        assert client.post(address, words(a_list, title="Taken over")).status_code == 403
    a_list.refresh_from_db()
    assert a_list.title == "For the assembly"


def test_only_an_editor_shows_a_list_to_everybody(client, a_list, member, editor):
    client.force_login(member)
    address = reverse("library_list_audience", args=[a_list.slug])
    client.post(address, {"audience": "public"})
    a_list.refresh_from_db()
    assert (a_list.audience, bool(a_list.public_asked_at)) == (Audience.MEMBERS, True)
    client.force_login(editor)
    assert a_list.title in client.get("/library/lists/").content.decode()
    client.post(address, {"audience": "public"})
    client.logout()
    assert client.get(a_list.get_absolute_url()).status_code == 200
    client.force_login(member)
    client.post(reverse("library_list_edit", args=[a_list.slug]), words(a_list, title="Changed"))
    client.logout()
    assert client.get(a_list.get_absolute_url()).status_code == 404


def test_words_that_lead_to_a_person_are_looked_at_before_everybody_sees_them(
    client, a_list, member, editor
):
    a_list.introduction = "Ask Mrs Invented Person, +39 333 000 0000 (invented)."
    share(reading_list=a_list, audience=Audience.PUBLIC, user=member)
    client.force_login(editor)
    address = reverse("library_list_audience", args=[a_list.slug])
    refused = client.post(address, {"audience": "public"}, follow=True)
    assert "+39 333 000 0000" in refused.content.decode()
    a_list.refresh_from_db()
    assert a_list.audience == Audience.MEMBERS
    client.post(address, {"audience": "public", "looked_at": "on"})
    a_list.refresh_from_db()
    assert a_list.audience == Audience.PUBLIC


def test_a_record_that_is_withdrawn_is_not_shown_and_keeps_its_note(client, a_list, member, policy):
    item = a_list.items.first()
    item.note = "Kept"
    item.save()
    policy.unpublish()
    client.force_login(member)
    edit = reverse("library_list_edit", args=[a_list.slug])
    page = client.get(edit).content.decode()
    assert policy.title not in page
    assert "1 record of this list is not public" in page
    given = {name: value for name, value in words(a_list).items() if name != f"note-{item.pk}"}
    client.post(edit, {**given, "do": "save"})
    item.refresh_from_db()
    assert item.note == "Kept"


@pytest.mark.parametrize("number", ["", "x", "0", "99999999999999999999", "²"])
def test_what_is_no_record_is_not_put_on_a_list(client, member, number):
    client.force_login(member)
    answer = client.get(f"{reverse('library_list_add')}?page={number}", follow=True)
    assert "There is no such record" in answer.content.decode()


def test_a_draft_cannot_be_put_on_a_list(client, member):
    draft = save_policy(record=POLICY)
    client.force_login(member)
    answer = client.get(f"{reverse('library_list_add')}?page={draft.pk}", follow=True)
    assert "There is no such record" in answer.content.decode()


def test_an_account_without_a_role_makes_no_list(client):
    client.force_login(make_user())
    assert client.post(reverse("library_list_new"), {"title": "Mine"}).status_code == 403


def test_lists_of_an_erased_account_stay_with_the_editors_but_not_the_private_ones(a_list, member):
    shared = new_list(user=member, title="Shared")
    share(reading_list=shared, audience=Audience.MEMBERS, user=member)
    holding = next(each for each in holdings() if each.name == "reading-lists")
    assert {each["title"] for each in holding.export(member)} == {"Shared", a_list.title}
    holding.erase(member)
    assert [(each.title, each.owner) for each in ReadingList.objects.all()] == [("Shared", None)]
