"""Lists of readers come in with their status: nobody who left or failed is made active by a list."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.problems import UnreadableFile
from newsletter.importing.rows import BadRow, read_rows
from newsletter.importing.statuses import STRICTNESS, state_of
from newsletter.models import (
    ConsentEntry,
    RecipientState,
    Subscriber,
    SubscriberState,
    Suppression,
    SuppressionReason,
)
from newsletter.subscribing.services import erase, suppress
from tests.directory.people.support import make_user
from tests.examples import examples
from tests.newsletter.readers import make_delivery, make_reader

pytestmark = pytest.mark.django_db

HEAD = "email,name,language,countries,interests,status\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Return a function that imports a text and returns the report, what stderr got and the exit status."""

    def import_text(text, *options, name="readers.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        out, status = io.StringIO(), 0
        try:
            call_command(
                "import_subscribers",
                str(path),
                "--consent",
                "Lists",
                "--json",
                *options,
                stdout=out,
            )
        except SystemExit as ended:
            status = ended.code
        return json.loads(out.getvalue()), capsys.readouterr().err, status

    return import_text


def states():
    return dict(Subscriber.objects.values_list("address_key", "state"))


def test_a_list_of_this_site_comes_in_with_all_it_says(run):
    report, said, status = run(
        HEAD
        + 'ada@example.org,Ada Invented,fr,"FR; Italy","topic=advocacy; B; policy",active\n'
        + "bo@example.org,,,,,\n"
    )
    assert (report["created"], report["refused"], said, status) == (2, 0, "", 0)
    ada = Subscriber.objects.get(email="ada@example.org")
    assert (ada.name, ada.language, ada.state) == ("Ada Invented", "fr", "active")
    assert ada.confirmed_at
    assert set(ada.interests.values_list("facet", "value")) == {
        ("country", "FR"),
        ("country", "IT"),
        ("topic", "advocacy"),
        ("category", "B"),
        ("kind", "policy"),
    }
    line = ada.consents.get()
    assert (line.action, line.how, line.detail) == ("imported", "import", "active: Lists")


def test_nobody_is_mailed_by_an_import(run, mailoutbox):
    run(HEAD + "ada@example.org,,,,,active\nbo@example.org,,,,,pending\n")
    assert states() == {"ada@example.org": "active", "bo@example.org": "pending"}
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("unsubscribed", "left"),
        ("blocklisted", "left"),
        ("disabled", "left"),
        ("Cleaned", "bounced"),
        ("bounced", "bounced"),
        ("spam", "complained"),
        ("unconfirmed", "pending"),
    ],
)
def test_who_is_not_written_to_there_is_not_written_to_here(run, word, state):
    run(HEAD + f"ada@example.org,Ada,fr,FR,,{word}\n")
    reader = Subscriber.objects.get()
    assert reader.state == state
    if state != "pending":
        assert Suppression.objects.get().reason == state
        assert reader.name == ""
        assert not reader.interests.exists()


@pytest.mark.parametrize("reason", SuppressionReason)
def test_no_list_brings_back_who_left_failed_or_complained_here(run, reason):
    reader = make_reader()
    suppress(reader, reason, how="mail")
    for word in ("active", "pending", ""):
        report, _said, status = run(HEAD + f"Reader@example.org,,,,,{word}\n")
        assert (report["held_back"], report["updated"], status) == (1, 0, 0)
    assert Subscriber.objects.get().state == reason
    erase(Subscriber.objects.get())
    report, _said, _status = run(HEAD + "reader@example.org,,,,,active\n")
    assert report["held_back"] == 1
    assert not Subscriber.objects.exists()


def test_a_list_that_says_somebody_left_is_believed(run):
    reader = make_reader()
    waiting = make_delivery(reader)
    report, _said, _status = run(HEAD + "reader@example.org,,,,,unsubscribed\n")
    assert report["updated"] == 1
    assert Subscriber.objects.get().state == SubscriberState.LEFT
    assert Suppression.objects.get().reason == SuppressionReason.LEFT
    waiting.refresh_from_db()
    assert waiting.state == RecipientState.SUPPRESSED


def test_a_reader_who_chose_here_keeps_their_choices(run):
    make_reader(name="Ada", interests=["country=FR"])
    report, _said, _status = run(HEAD + "reader@example.org,Other,de,IT,,active\n")
    assert report["kept"] == 1
    reader = Subscriber.objects.get()
    assert (reader.name, reader.language) == ("Ada", "en")
    assert reader.interests.get().value == "FR"


def test_who_had_not_confirmed_here_is_active_by_the_consent_of_the_list(run):
    make_reader(state=SubscriberState.PENDING, confirmed_at=None)
    report, _said, _status = run("reader@example.org\n")
    assert report["updated"] == 1
    assert states() == {"reader@example.org": "active"}


def test_importing_again_changes_nothing(run):
    text = HEAD + "ada@example.org,,,,,active\nbo@example.org,,,,,left\n"
    run(text)
    report, _said, _status = run(text)
    assert (report["created"], report["updated"], report["kept"]) == (0, 0, 2)
    assert ConsentEntry.objects.count() == 2


@pytest.mark.parametrize("batch", [1, 2, 1000])
@pytest.mark.parametrize("is_dry", [True, False])
def test_of_rows_that_contradict_each_other_the_strictest_counts(run, batch, is_dry, monkeypatch):
    monkeypatch.setattr("newsletter.importing.importer.BATCH", batch)
    report, said, status = run(
        HEAD
        + "a@example.org,Ada,,FR,,active\nA@example.org,,,,,unsubscribed\n"
        + "b@example.org,,,,,cleaned\nb@example.org,,,,,active\n"
        + "c@example.org,,,,,active\nc@example.org,,,,,pending\n"
        + "d@example.org,,,,,active\nd@example.org,,,,,active\n",
        *(["--dry-run"] if is_dry else []),
    )
    assert (report["created"], report["repeated"], report["contradicting"]) == (4, 4, 3)
    assert "readers.csv (row 3)" in said
    assert "example.org" not in said
    assert status == 0
    assert states() == (
        {}
        if is_dry
        else {
            "a@example.org": "left",
            "b@example.org": "bounced",
            "c@example.org": "pending",
            "d@example.org": "active",
        }
    )


def test_bad_rows_are_told_by_their_numbers_and_the_rest_goes_on(run):
    report, said, status = run(
        HEAD
        + "no address,,,,,active\n"
        + "ada@example.org,,,,,vanished\n"
        + "bo@example.org,,,FR,,active,surplus\n"
        + f"{'x' * 300}@example.org,,,,,active\n"
        + '"eve@example.org\nBcc: other@example.org",,,,,active\n'
        + "cy@example.org,,,,,active\n"
    )
    assert status == 1
    assert (report["created"], report["refused"]) == (1, 5)
    lines = said.strip().splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        f"readers.csv (row {number})" for number in range(2, 7)
    ]
    assert "Traceback" not in said
    assert "eve@" not in said
    assert len(report["problems"]) == 5


def test_what_is_not_understood_of_a_row_is_told_and_the_row_comes_in(run):
    report, said, status = run(HEAD + "ada@example.org,,xx,Narnia; FR,nothing,active\n")
    assert (report["created"], status) == (1, 0)
    assert "“Narnia”" in said
    assert "“nothing”" in said
    assert "“xx”" in said
    assert Subscriber.objects.get().interests.get().value == "FR"


def test_an_export_of_listmonk_keeps_blocked_and_unconfirmed_readers_out(run):
    attributes = json.dumps({"language": "fr", "country": ["FR"], "interests": "advocacy"})
    quoted = attributes.replace('"', '""')
    report, _said, status = run(
        "uuid,email,name,attributes,status,subscription_status,created_at\n"
        f'1,ada@example.org,Ada,"{quoted}",enabled,confirmed,2020-01-01\n'
        "2,bo@example.org,Bo,{},blocklisted,confirmed,2020-01-01\n"
        "3,cy@example.org,Cy,{},enabled,unsubscribed,2020-01-01\n"
        "4,di@example.org,Di,{},enabled,unconfirmed,2020-01-01\n"
    )
    assert (report["created"], status) == (4, 0)
    assert list(states().values()).count("active") == 1
    ada = Subscriber.objects.get(email="ada@example.org")
    assert (ada.state, ada.language, ada.interests.count()) == ("active", "fr", 2)
    assert states()["di@example.org"] == "pending"


@pytest.mark.parametrize(
    ("file_name", "further", "state"),
    [
        ("subscribed_members_export_1.csv", "", "active"),
        ("unsubscribed_members_export_1.csv", "", "left"),
        ("renamed.csv", ",UNSUB_TIME", "left"),
        ("cleaned_members_export_1.csv", "", "bounced"),
        ("renamed.csv", ",CLEAN_TIME", "bounced"),
        ("nonsubscribed_members_export_1.csv", "", "pending"),
    ],
)
def test_an_export_of_mailchimp_is_read_by_its_name_and_its_dates(run, file_name, further, state):
    time = ",2024-01-01 10:00:00" if further else ""
    run(
        f"Email Address,First Name,Last Name,MEMBER_RATING{further}\n"
        f"ada@example.org,Ada,Invented,2{time}\n",
        name=file_name,
    )
    assert states() == {"ada@example.org": state}
    if state == "active":
        assert Subscriber.objects.get().name == "Ada Invented"


@pytest.mark.parametrize(
    "text", ["a@example.org\nb@example.org\n", "a@example.org;Ada\nb@example.org"]
)
def test_a_plain_list_of_addresses_needs_no_head(run, text):
    run(text)
    assert set(states()) == {"a@example.org", "b@example.org"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_is_read_in_any_encoding_and_with_any_separator(run, encoding, separator):
    text = HEAD.replace(",", separator) + separator.join(
        ["ada@example.org", "Zoë Müller", "", "", "", "active\n"]
    )
    _report, said, status = run(text, encoding=encoding)
    assert (said, status) == ("", 0)
    assert Subscriber.objects.get().name == "Zoë Müller"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text file"),
        (b"name,language\nAda,fr\n", "no column holds addresses"),
        (b"email,email\na@example.org,b@example.org\n", "is there twice"),
    ],
)
def test_a_file_that_is_no_list_is_one_sentence_and_a_failure(run, content, sentence):
    report, said, status = run(content)
    assert status == 1
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert report["refused"] == 1


def test_a_missing_file_and_a_missing_consent_are_told(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("import_subscribers", str(tmp_path / "none.csv"), "--consent", "x")
    assert "none.csv: the file cannot be opened" in capsys.readouterr().err
    with pytest.raises(CommandError, match="--consent"):
        call_command("import_subscribers", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="--consent"):
        call_command("import_subscribers", str(tmp_path / "none.csv"), "--consent", " ")


def test_a_dry_run_says_the_same_and_changes_nothing(run):
    text = HEAD + "ada@example.org,,,FR,,active\nbo@example.org,,,,,left\nwrong,,,,,\n"
    dry, _said, status = run(text, "--dry-run")
    assert status == 1
    assert not Subscriber.objects.exists()
    assert not Suppression.objects.exists()
    real, _said, _status = run(text)
    assert {**dry, "dry_run": False} == real


def test_a_quotation_mark_that_is_never_closed_costs_few_rows(run):
    rows = "".join(f"r{number}@example.org,,,,,active\n" for number in range(2000))
    report, said, status = run(HEAD + 'ada@example.org,"Ada,,,,active\n' + rows)
    assert status == 1
    assert "quotation marks" in said
    assert report["created"] > 1000


def test_an_imported_reader_has_the_subscription_in_their_account(run):
    user = make_user("ada@example.org")
    run("ada@example.org\nbo@example.org\n")
    assert Subscriber.objects.get(email="ada@example.org").user == user


def test_a_batch_is_written_with_few_statements(run, django_assert_max_num_queries):
    rows = "".join(f"r{number}@example.org,,fr,FR,advocacy,active\n" for number in range(500))
    with django_assert_max_num_queries(45):
        run(HEAD + rows)
    assert Subscriber.objects.count() == 500


def test_a_batch_that_fails_leaves_nothing_half_done(run, monkeypatch):
    monkeypatch.setattr(ConsentEntry.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        run(HEAD + "ada@example.org,,,,,active\n")
    assert not Subscriber.objects.exists()


def fail(*args, **options):
    raise RuntimeError


@given(
    words=st.lists(
        st.sampled_from(["active", "pending", "left", "cleaned", "spam", ""]), min_size=1
    )
)
@settings(max_examples=examples(20), deadline=None)
def test_of_all_words_of_a_row_the_strictest_counts(words):
    words = tuple(word for word in words if word)
    state = state_of(words)
    assert all(STRICTNESS[state] >= STRICTNESS[state_of((word,))] for word in words)


@given(data=st.binary(max_size=300))
@settings(max_examples=examples(30), deadline=None)
def test_no_bytes_break_the_reader(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        for row in read_rows(path):
            assert row.number
            assert isinstance(row, BadRow) or isinstance(row.email, str)
    except UnreadableFile as refused:
        assert refused.sentence
