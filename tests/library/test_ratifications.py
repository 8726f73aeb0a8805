"""Which country is bound by which instrument: written, exchanged, shown, and never of a draft."""

import csv
import json

import pytest
from django.core.management import call_command

from core.models import Country, ImportRun
from core.records import RecordError
from library.models import PolicyPage, Ratification
from library.ratification_exchange import ratification_record
from library.services import save_policy
from library.services.ratifications import save_ratification
from tests.library.test_records import POLICY

pytestmark = pytest.mark.django_db
ROW = {
    "instrument": "invented-convention",
    "country": "FR",
    "signed": 2005,
    "ratified": 2008,
    "in_force": 2009,
    "ended": None,
    "reservation": "=An invented reservation",
    "source": "Invented list",
    "as_of": "2012-05",
}
OTHER = {**dict.fromkeys(ROW), "instrument": "invented-convention", "country": "XK", "signed": 2006}


@pytest.fixture
def convention():
    return save_policy(record=POLICY, publish=True)


def stored():
    rows = Ratification.objects.select_related("policy").order_by("country")
    return [ratification_record(row) for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_export_imports_to_the_identical_rows(convention, tmp_path, form):
    for record in (ROW, OTHER):
        save_ratification(record=record)
    path = tmp_path / f"out.{form}"
    call_command("export_ratifications", "--format", form, "--output", str(path))
    Ratification.objects.all().delete()
    call_command("import_ratifications", path)
    assert stored() == [ROW, OTHER]


def test_an_import_shows_differences_first_and_is_taken_back(convention, tmp_path, capsys):
    save_ratification(record=ROW)
    path = tmp_path / "status.csv"
    path.write_text(
        "Instrument;Country;Ratified\ninvented-convention;fr;2007\ninvented-convention;IT;2010\n"
    )
    call_command("import_ratifications", path, "--update", "--dry-run")
    said = capsys.readouterr().out
    assert "-2008" in said and "+2007" in said and "would be created" in said
    assert stored() == [ROW] and not ImportRun.objects.exists()
    call_command("import_ratifications", path)
    assert [row["ratified"] for row in stored()] == [2008, 2010]
    call_command("import_ratifications", path, "--update")
    assert [row["ratified"] for row in stored()] == [2007, 2010]
    created, updated = ImportRun.objects.order_by("pk").values_list("pk", flat=True)
    call_command("import_ratifications", "--undo", str(updated))
    call_command("import_ratifications", "--undo", str(created))
    assert stored() == [ROW]


def test_what_was_changed_since_an_import_is_left_as_it_is(convention, tmp_path, capsys):
    path = tmp_path / "one.json"
    path.write_text(json.dumps([ROW]))
    call_command("import_ratifications", path)
    Ratification.objects.update(ratified=2006)
    with pytest.raises(SystemExit):
        call_command("import_ratifications", "--undo", str(ImportRun.objects.get().pk))
    assert "changed since" in capsys.readouterr().err
    assert stored()[0]["ratified"] == 2006


def test_bad_rows_get_one_line_each_and_the_others_go_on(convention, tmp_path, capsys):
    path = tmp_path / "bad.json"
    bad = [
        {**ROW, "instrument": "no-such"},
        {**ROW, "country": "ZZ"},
        {**ROW, "ratified": 2001},
        {**ROW, "as_of": "yesterday"},
        {**ROW, "ratified": "soon"},
        {**OTHER, "signed": None},
        {**ROW, "colour": "red"},
    ]
    path.write_text(json.dumps([*bad, ROW]))
    with pytest.raises(SystemExit):
        call_command("import_ratifications", path)
    lines = capsys.readouterr().err.strip().splitlines()
    assert [line.split(": ", 1)[1].split(":")[0] for line in lines] == [
        "instrument",
        "country",
        "record",
        "as_of",
        "ratified",
        "record",
        "colour",
    ]
    assert stored() == [ROW]


def test_a_country_stands_once_for_an_instrument(convention):
    save_ratification(record=ROW)
    with pytest.raises(RecordError, match="already"):
        save_ratification(record=ROW)


def test_the_pages_show_who_is_bound(client, convention):
    for record in (ROW, OTHER):
        save_ratification(record=record)
    policy = client.get(convention.url).content.decode()
    assert 'href="/countries/fr/"' in policy and "An invented reservation" in policy
    assert "Invented list" in policy and "positions on status" in policy
    table = client.get("/library/policies/ratifications/").content.decode()
    assert "in force since 2009" in table and "signed in 2006, not ratified" in table
    assert "Kosovo*" in table and "positions on status" in table
    narrowed = client.get("/library/policies/ratifications/?region=western-balkans")
    assert "/countries/fr/" not in narrowed.content.decode()
    said = b"".join(client.get("/library/policies/ratifications.csv").streaming_content).decode()
    rows = list(csv.DictReader(said.lstrip("\ufeff").splitlines()))
    assert [row["country"] for row in rows] == ["FR", "XK"]
    # No spreadsheet runs a reservation.
    assert rows[0]["reservation"].startswith("'=")


def test_an_instrument_that_is_no_longer_public_is_named_nowhere(client, convention):
    save_ratification(record=ROW)
    PolicyPage.objects.update(live=False)
    for address in ("/library/policies/ratifications/", "/countries/fr/"):
        assert "ICRR" not in client.get(address).content.decode()
    answer = client.get("/library/policies/ratifications.csv")
    assert b"invented-convention" not in b"".join(answer.streaming_content)


def test_the_table_takes_as_many_queries_for_many_rows(
    client, convention, django_assert_max_num_queries
):
    for country in Country.objects.all()[:40]:
        Ratification.objects.create(policy=convention, country=country, ratified=2000)
    client.get("/library/policies/ratifications/")
    with django_assert_max_num_queries(8):
        client.get("/library/policies/ratifications/")


def test_the_address_of_the_table_is_no_policys():
    policy = save_policy(record={"title": "Ratifications", "level": "global"})
    assert policy.slug == "ratifications-policy"
