"""The compiled mail: whole, safe, small, readable as text, and personalised by replacement alone."""

from email.utils import parseaddr

import pytest
from lxml import html as lxml_html

from core.models import Country
from newsletter.composing.compiling import compile_issue, compile_mail
from newsletter.composing.previews import example_values, preview_html, preview_text
from newsletter.composing.rich_text import as_lines
from newsletter.models import NewsletterSettings
from newsletter.personalising import Pattern
from tests.newsletter.composing.support import chart, issue, picked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def mail(**texts):
    values = {"subject": "News", "preheader": "What is new", "body_html": "<p>Hello</p>"}
    values |= {"body_text": "Hello", "language": "en", "web_url": "http://testserver/newsletter/1/"}
    return compile_mail(**values | texts)


def test_a_mail_has_inlined_styles_both_schemes_and_nothing_to_fetch():
    html = mail(body_html="<h2>New</h2><p class='meta'>Italy</p>").html
    page = lxml_html.document_fromstring(html)
    assert "font-size: 22px" in page.find(".//h2").get("style")
    assert "prefers-color-scheme: dark" in page.find(".//style").text
    assert page.get("lang") == "en"
    assert page.find(".//title").text == "News"
    assert not page.findall(".//link") and not page.findall(".//script")
    assert not page.findall(".//img") and not page.findall(".//table")
    assert html.index("charset") < 200


def test_the_foot_says_why_it_comes_and_how_it_ends_in_the_language_of_the_mail():
    for compiled in (mail().html, mail().text):
        for name in ("leave_url", "preferences_url", "web_url"):
            assert f"%%{name}%%" in compiled
    assert 'lang="fr"' in mail(language="fr").html


def test_a_mail_without_a_web_version_offers_none():
    compiled = mail(web_url="")
    assert "%%web_url%%" not in compiled.html + compiled.text


def test_the_imprint_stands_at_the_foot_escaped():
    NewsletterSettings(pk=1, imprint="An <invented> network\nSome street").save()
    compiled = mail()
    assert "An &lt;invented&gt; network<br>Some street" in compiled.html
    assert "An <invented> network" in compiled.text


def test_no_text_can_bring_in_the_links_of_a_reader():
    stolen = '<a href="https://evil.example.org/?k=%%leave_url%%&amp;n=%%name%%">x</a>'
    encoded = "<p>&#37;&#37;preferences_url&#37;&#37;</p>"
    compiled = mail(
        subject="%%leave_url%% news",
        body_html=stolen + encoded,
        body_text="see https://evil.example.org/%%web_url%%/%%name%%",
    )
    filled = Pattern(compiled.html, html=True).fill({"leave_url": "KEY", "name": "Ada"})
    assert "https://evil.example.org/?k=&amp;n=" in filled
    assert filled.count("KEY") == 1
    assert compiled.html.count("%%preferences_url%%") == 1
    assert "https://evil.example.org//\n" in compiled.text
    assert compiled.subject.strip() == "news"


@pytest.mark.parametrize(
    "forged",
    ["%%leave_url%%", "%%lea%%leave_url%%ve_url%%", "%%le%%lea%%web_url%%ve_url%%ave_url%%"],
)
def test_a_placeholder_hidden_in_another_is_no_placeholder(forged):
    compiled = mail(body_html=f"<p><a href='https://evil.example.org/{forged}'>x</a> {forged}</p>")
    assert compiled.html.count("%%leave_url%%") == 1
    assert compiled.html.count("%%web_url%%") == 1
    named = mail(body_html="<p><a href='https://evil.example.org/%%na%%name%%me%%'>x</a></p>")
    assert "%%name%%" not in named.html


def test_the_name_of_a_reader_is_filled_in_and_escaped():
    compiled = mail(body_html="<p>Dear %%name%%</p>", body_text="Dear %%name%%")
    assert "Dear &lt;b&gt;Ada" in Pattern(compiled.html, html=True).fill({"name": "<b>Ada"})
    assert "Dear <b>Ada" in Pattern(compiled.text, html=False).fill({"name": "<b>Ada"})


def test_a_subject_is_one_line():
    assert mail(subject="News\r\nBcc: all@example.org").subject == "News Bcc: all@example.org"
    assert parseaddr(mail().subject)


def test_html_in_titles_is_shown_and_not_run():
    compiled = compile_issue(
        issue(picked(free=["<script>alert(1)</script>"]), title="<b>News</b> & more")
    )
    assert "<script>" not in compiled.html
    assert "&lt;b&gt;News&lt;/b&gt; &amp; more" in compiled.html
    assert "<b>News</b> & more" in compiled.text


def test_two_hundred_items_and_very_long_titles_are_a_mail():
    free = [f"{number} {'very ' * 30}long" for number in range(200)]
    compiled = compile_issue(issue(picked(free=free)))
    assert compiled.text.count("long") == 200
    assert max(len(line) for line in compiled.text.splitlines()) <= 80


def test_the_text_part_is_wrapped_and_lists_its_links():
    text = as_lines(
        "<h2>News</h2><p>Read <a href='/practices/'>the charts</a> and "
        "<a href='https://example.org/a'>more</a>, " + "word " * 40 + "</p>"
        "<ol><li>one<ul><li>in it</li></ul></li><li>two</li></ol>"
    )
    assert text.startswith("News\n====\n")
    assert "the charts [1]" in text and "[1] http://testserver/practices/" in text
    assert "[2] https://example.org/a" in text
    assert "1. one\n   - in it\n" in text and "2. two" in text
    assert max(len(line) for line in text.splitlines()) <= 72


def test_a_country_with_an_asterisk_brings_its_footnote():
    Country.objects.filter(pk="IT").update(is_marked=True, footnote="An invented footnote.")
    compiled = compile_issue(issue(picked(chart())))
    assert ">An invented footnote.</p>" in compiled.html
    assert "An invented footnote." in compiled.text


def test_rich_text_links_only_to_what_everybody_may_read():
    public, draft = chart("Public"), chart("Withdrawn")
    draft.unpublish()
    text = (
        f'<p><a linktype="page" id="{public.pk}">open</a> '
        f'<a linktype="page" id="{draft.pk}">closed</a> <a linktype="page" id="999999">gone</a></p>'
    )
    page = lxml_html.document_fromstring(compile_issue(issue(("text", text))).html)
    targets = {link.text: link.get("href") for link in page.iter("a")}
    assert targets["open"] == "http://testserver/practices/public/"
    assert not {"closed", "gone"} & set(targets)
    assert "closed gone" in page.text_content()


def test_previews_show_example_values_and_each_scheme_on_any_screen():
    page = issue(("text", "<p>Dear %%name%%</p>"))
    assert example_values(page)["name"] in preview_html(page)
    assert "%%" not in preview_html(page) + preview_text(page)
    assert "prefers-color-scheme" not in preview_html(page)
    assert "@media all" in preview_html(page, dark=True)
    assert preview_text(page).startswith("Platform news: outreach\n")
