"""A real harvester takes the public records, follows changes, and is told in the protocol's words what is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from sickle import oaiexceptions
from wagtail.models import Page, PageViewRestriction

from library.models import PolicyPage, PublicationPage
from library.services import save_policy, save_publication
from practices.models import PracticePage
from practices.services import save_case_study, save_practice
from search.indexing import findable
from search.models import Withdrawal
from search.oai import answers
from search.oai.sets import sets_by_type
from tests.library.test_records import PUBLICATION
from tests.search.oai.harvester import FORM, Harvester

pytestmark = pytest.mark.django_db
CHART = {
    "name": "Invented chart",
    "slug": "chart",
    "countries": ["FR"],
    "background": "Invented.",
    "organisations": [],
}
CASE = {"title": "Invented case", "slug": "case", "countries": ["FR"], "summary": "Invented."}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def site(monkeypatch):
    """Publish a few records of every set; they go out in parts of three."""
    monkeypatch.setattr(answers, "PAGE_SIZE", 3)
    for number in range(4):
        title = {"slug": f"invented-{number}", "title": f"Invented {number}"}
        save_publication(record={**title, "authors": []}, publish=True)
        save_policy(record={**title, "level": "global"}, publish=True)
    save_practice(record={**CHART, "category": "A"}, publish=True)
    save_case_study(record=CASE, publish=True)


@pytest.fixture
def harvester(client, site):
    return Harvester(client)


def identifiers(harvester, **options):
    found = harvester.ListIdentifiers(metadataPrefix="oai_dc", **options)
    return [(header.identifier, header.deleted) for header in found]


def of(page):
    return f"oai:testserver:{page.pk}"


def test_every_public_record_is_harvested_once_in_parts(harvester):
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    wanted = findable().filter(content_type__in=sets_by_type())
    keys = sorted(int(record.header.identifier.rsplit(":", 1)[1]) for record in records)
    assert keys == sorted(wanted.values_list("pk", flat=True))
    assert len(harvester.asked) == -(-len(keys) // answers.PAGE_SIZE)
    assert {spec for one in records for spec in one.header.setSpecs} == {
        "practices", "case-studies", "policies", "publications",
    }  # fmt: skip
    again = [header for header, _deleted in identifiers(harvester)]
    assert again == [record.header.identifier for record in records]
    stamps = [record.header.datestamp for record in records]
    assert stamps == sorted(stamps)


def test_sets_formats_and_the_site_itself(harvester):
    about = harvester.Identify()
    assert (about.protocolVersion, about.deletedRecord) == ("2.0", "persistent")
    assert datetime.fromisoformat(about.earliestDatestamp) <= datetime.now(UTC)
    assert [one.metadataPrefix for one in harvester.ListMetadataFormats()] == ["oai_dc"]
    assert len(list(harvester.ListSets())) == 4
    policies = identifiers(harvester, set="policies")
    assert len(policies) == PolicyPage.objects.live().count()


def test_a_record_says_in_dublin_core_what_its_page_says(harvester, client):
    page = save_publication(record=PUBLICATION, publish=True)
    record = harvester.GetRecord(identifier=of(page), metadataPrefix="oai_dc")
    said = record.metadata
    assert said["title"] == ["An invented study"]
    assert said["creator"] == ["A. Invented", "B. Invented"]
    assert {"https://doi.org/10.1234/invented", "urn:isbn:9783161484100", page.full_url} <= set(
        said["identifier"]
    )
    assert said["coverage"] == ["Italy"]
    shown = client.get(page.url).content.decode()
    assert '<meta name="DC.creator" content="A. Invented">' in shown
    chart = PracticePage.objects.live().first()
    said = harvester.GetRecord(identifier=of(chart), metadataPrefix="oai_dc").metadata
    assert said["title"] == [chart.title] and chart.full_url in said["identifier"]


def aged(page):
    """Let a page be published long ago, so that what happens to it now stands out."""
    Page.objects.filter(pk=page.pk).update(last_published_at=LONG_AGO)


def test_what_is_withdrawn_is_told_as_deleted_and_comes_back(harvester):
    page = save_publication(record=PUBLICATION, publish=True)
    aged(page)
    today = datetime.now(UTC).date().isoformat()
    page.unpublish()
    assert (of(page), True) in identifiers(harvester, **{"from": today, "set": "publications"})
    record = harvester.GetRecord(identifier=of(page), metadataPrefix="oai_dc")
    assert record.deleted and not hasattr(record, "metadata")
    page.get_latest_revision().publish()
    assert (of(page), False) in identifiers(harvester, **{"from": today, "set": "publications"})
    page.delete()
    assert (of(page), True) in identifiers(harvester, **{"from": today, "set": "publications"})


def test_a_private_section_is_withdrawn_whole_and_is_back_when_it_is_opened(harvester):
    work = PublicationPage.objects.live().first()
    Page.objects.update(last_published_at=LONG_AGO)
    today = datetime.now(UTC).date().isoformat()
    closed = PageViewRestriction.objects.create(
        page=work.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    number = PublicationPage.objects.live().count()
    assert len(identifiers(harvester, **{"from": today})) == number
    assert all(deleted for _one, deleted in identifiers(harvester, set="publications"))
    closed.delete()
    assert {deleted for _one, deleted in identifiers(harvester, **{"from": today})} == {False}
    assert len(identifiers(harvester, set="publications")) == number


def test_drafts_and_what_was_never_public_leave_no_trace(harvester):
    page = save_publication(record=PUBLICATION)
    page.delete()
    assert not Withdrawal.objects.filter(page_id=page.pk).exists()
    with pytest.raises(oaiexceptions.IdDoesNotExist):
        harvester.GetRecord(identifier=of(page), metadataPrefix="oai_dc")


def test_times_select_to_the_second_and_the_day(harvester):
    page = save_publication(record=PUBLICATION, publish=True)
    at = datetime(2021, 5, 6, 7, 8, 9, 999_999, tzinfo=UTC)
    Page.objects.filter(pk=page.pk).update(last_published_at=at)
    only = [(of(page), False)]
    for since, until in [
        ("2021-05-06", "2021-05-06"),
        ("2021-05-06T07:08:09Z", "2021-05-06T07:08:09Z"),
    ]:
        assert identifiers(harvester, **{"from": since, "until": until}) == only
    for since, until in [("2021-05-07", "2021-05-08"), ("2021-05-01", "2021-05-05")]:
        with pytest.raises(oaiexceptions.NoRecordsMatch):
            identifiers(harvester, **{"from": since, "until": until})


def test_a_change_between_two_parts_loses_nothing_and_repeats_nothing_else(harvester):
    found = harvester.ListIdentifiers(metadataPrefix="oai_dc", set="policies")
    first = [next(found).identifier for _ in range(3)]
    gone = PolicyPage.objects.live().exclude(pk__in=[int(one.rsplit(":", 1)[1]) for one in first])
    last = gone.last()
    last.unpublish()
    rest = [(header.identifier, header.deleted) for header in found]
    assert (of(last), True) in rest
    assert not {one for one, _deleted in rest} & set(first)
    assert len(first) + len(rest) == PolicyPage.objects.live().count() + 1


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nonsense", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=policies", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2021-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2022-01-01&until=2021-01-01", "badArgument"),
        (
            "verb=ListRecords&metadataPrefix=oai_dc&from=2021-01-01&until=2022-01-01T00:00:00Z",
            "badArgument",
        ),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-12-31", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=9999-12-31&until=9999-12-31", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=poems", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=%00", "badArgument"),
        ("verb=ListRecords&resumptionToken=invented", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%00%ff", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&set=policies", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:%s" % (10**30), "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:testserver:0", "idDoesNotExist"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_words_of_the_protocol(client, query, code):
    for answer in (client.get(f"/oai?{query}"), client.post(
        "/oai", query, content_type="application/x-www-form-urlencoded"
    )):  # fmt: skip
        assert answer.status_code == 200
        document = etree.fromstring(answer.content)
        FORM.assertValid(document)
        assert document.find("{*}error").get("code") == code


def test_a_token_holds_for_its_verb_alone_and_does_not_change(client, site):
    def token(verb):
        said = client.get("/oai", {"verb": verb, "metadataPrefix": "oai_dc"}).content
        return etree.fromstring(said).findtext(".//{*}resumptionToken")

    assert token("ListRecords") == token("ListRecords")
    said = client.get("/oai", {"verb": "ListIdentifiers", "resumptionToken": token("ListRecords")})
    assert b"badResumptionToken" in said.content


def test_a_harvest_by_post_and_of_times_without_an_end(client, site):
    soon = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    harvester = Harvester(client, http_method="POST")
    assert len(identifiers(harvester, until=soon)) == 10
