"""The archive: issues by year, each a page, a feed, and found by the search."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import etree
from wagtail.models import PageViewRestriction

from newsletter import urls
from newsletter.composing.compiling import compile_editions
from newsletter.models import IssuePage, NewsletterPage
from newsletter.models.issues import TAKEN_ADDRESSES
from newsletter.search_index import build_issue
from tests.newsletter.composing.support import chart, in_french, issue, mailing, new, picked

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def text(response):
    return response.content.decode()


def year(of, title=None, **fields):
    return issue(
        ("text", f"<p>Of {of}</p>"),
        title=title or f"Issue of {of}",
        slug=f"issue-{title or of}".lower().replace(" ", "-"),
        issued_on=date(of, 3, 1),
        **fields,
    )


def test_an_empty_archive_says_so_and_offers_to_subscribe(client):
    page = text(client.get("/newsletter/"))
    assert "No issue has been published yet" in page
    assert reverse("newsletter:subscribe") in page


def test_issues_stand_by_year_the_newest_first_and_only_what_all_may_read(client):
    year(2026), year(2026, "Later in 2026"), year(2024)
    year(2025, live=False)
    PageViewRestriction.objects.create(page=year(2026, "Private"), restriction_type="login")
    page = text(client.get("/newsletter/"))
    assert "Issues of 2026" in page and "Later in 2026" in page
    assert "Issue of 2024" not in page and "Private" not in page and "Issue of 2025" not in page
    assert 'href="/newsletter/?year=2024"' in page
    older = text(client.get("/newsletter/?year=2024"))
    assert "Issue of 2024" in older and "Issue of 2026" not in older


@pytest.mark.parametrize("asked", ["1999", "20x6", "99999999999", "²²²²", "-1"])
def test_a_year_without_issues_shows_the_newest_and_says_so(client, asked):
    year(2026)
    page = client.get("/newsletter/", {"year": asked})
    assert page.status_code == 200
    assert "There is no issue of that year" in text(page)


def test_an_issue_is_a_page_with_neighbours_and_a_description_for_machines(client):
    year(2024), year(2025, number=5), year(2026)
    page = text(client.get("/newsletter/issue-2025/"))
    assert "Of 2025" in page
    assert 'rel="prev" href="/newsletter/issue-2024/"' in page
    assert 'rel="next" href="/newsletter/issue-2026/"' in page
    assert '"@type": "PublicationIssue"' in page and '"issueNumber": 5' in page
    assert " style=" not in page


def test_html_in_titles_is_shown_and_not_run(client):
    issue(picked(free=["<script>alert(1)</script>"]), title="<b>Bold</b>", slug="bold")
    page = text(client.get("/newsletter/bold/"))
    assert "<script>alert(1)" not in page and "&lt;b&gt;Bold" in page


def test_an_issue_of_which_everything_was_withdrawn_says_so(client):
    record = chart()
    page = issue(picked(record), slug="gone")
    compile_editions(mailing(page))
    record.unpublish()
    assert "nothing to show any more" in text(client.get("/newsletter/gone/"))


def test_the_archive_reads_no_more_for_more_issues(client, django_assert_max_num_queries):
    for number in range(8):
        year(2026, f"Number {number}")
    client.get("/newsletter/")
    with django_assert_max_num_queries(40):
        client.get("/newsletter/")


def test_french_issues_stand_below_the_french_address(client):
    own = year(2026)
    in_french(own, title="Numéro de 2026")
    page = text(client.get("/fr/newsletter/"))
    assert "Numéro de 2026" in page and "Issue of 2026" not in page
    assert client.get("/fr/newsletter/issue-2026/").status_code == 200
    feed = etree.fromstring(client.get("/fr/newsletter/feed/").content)
    assert [one.text for one in feed.iter(f"{ATOM}title")][1:] == ["Numéro de 2026"]


def test_the_feed_has_the_issues_whole_with_whole_addresses(client):
    chart("Night outreach")
    issue(new(), ("text", "<p>A \x01 sign</p>"), title="News & more", slug="first")
    issue(title="Draft", slug="draft", live=False)
    answer = client.get("/newsletter/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "News & more"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/newsletter/first/"
    assert "http://testserver/practices/night-outreach/" in entry.find(f"{ATOM}content").text


def test_the_feed_of_a_site_without_issues_is_a_feed(client):
    NewsletterPage.objects.get().unpublish()
    assert etree.fromstring(client.get("/newsletter/feed/").content).findall(f"{ATOM}entry") == []


def test_an_issue_is_found_by_what_editors_wrote_and_not_by_its_records():
    page = issue(
        ("text", "<p>Words of the <b>editors</b></p>"),
        picked(chart("Night outreach"), free=["A free item"], heading="To try"),
        number=3,
        issued_on=date(2026, 3, 1),
    )
    document = build_issue(page)
    words = str(document.body)
    assert document.kind == "newsletter" and document.years.first == 2026
    assert "Words of the editors" in words and "A free item" in words and "To try" in words
    assert "Night outreach" not in words


def test_the_sitemap_has_issues(client):
    year(2026)
    assert "/newsletter/issue-2026/" in text(client.get("/sitemap.xml"))


def test_an_issue_never_takes_the_address_of_another_page_of_the_newsletter():
    firsts = {str(one.pattern).partition("/")[0] for one in newsletter_patterns()}
    assert firsts == TAKEN_ADDRESSES
    with pytest.raises(ValidationError, match="stands at this address"):
        IssuePage(title="Leave", slug="leave", subject="Leave").clean()


def newsletter_patterns():
    return [one for part in urls.urlpatterns for one in part.url_patterns]
