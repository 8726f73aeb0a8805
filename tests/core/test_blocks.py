"""The blocks of pages: each is explained to editors, can be previewed, and renders what it holds."""

import pytest
from django.template.loader import get_template

from core.blocks import HomeStreamBlock
from core.models import ContentPage, HomePage
from core.parts import Part, _parts, part_choices, register_part

BLOCKS = HomeStreamBlock().child_blocks
each_block = pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())


@each_block
def test_a_block_has_icon_label_description_and_template(block):
    assert block.meta.icon != "placeholder"
    assert block.label
    assert block.meta.description
    assert get_template(block.meta.template)


@each_block
def test_a_block_shows_editors_a_preview(block):
    assert block.is_previewable
    assert block.get_preview_value() or block.meta.preview_template


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "picture"])
def test_the_preview_value_renders(name):
    block = BLOCKS[name]
    html = block.render(block.get_preview_value())
    assert len(html.strip()) > 20


@pytest.mark.django_db
def test_text_from_editors_is_escaped_where_it_is_plain(client):
    home = HomePage.objects.get()
    home.body = [("hero", {"title": "<b>Title</b>", "examples": ["a & b"], "part": ""})]
    home.save()
    html = client.get("/").content.decode()
    assert "&lt;b&gt;Title&lt;/b&gt;" in html
    assert 'href="/search/?q=a%20%26%20b">a &amp; b</a>' in html


@pytest.mark.django_db
def test_the_opening_takes_the_place_of_the_search_box_in_the_masthead(client):
    home = HomePage.objects.get()
    home.body = [("hero", {"title": "Welcome", "examples": [], "part": ""})]
    home.save()
    html = client.get("/").content.decode()
    assert 'id="opening-search"' in html
    assert 'id="site-search"' not in html
    assert html.count("<h1") == 1


@pytest.mark.django_db
def test_a_part_fills_itself_and_a_vanished_one_leaves_no_trace(client, settings, tmp_path):
    (tmp_path / "example_part.html").write_text("<p>{{ words }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    register_part(
        Part("example", "Example", "example_part.html", lambda request: {"words": "from the part"})
    )
    try:
        assert ("example", "Example") in part_choices()
        home = HomePage.objects.get()
        home.body = [("part", {"part": "example", "heading": "A heading", "intro": ""})]
        home.save()
        html = client.get("/").content.decode()
        assert "<h2>A heading</h2>" in html
        assert "<p>from the part</p>" in html
    finally:
        del _parts["example"]
    html = client.get("/").content.decode()
    assert "A heading" not in html


@pytest.mark.django_db
def test_a_plain_page_shows_its_blocks_in_order(client):
    HomePage.objects.get().add_child(
        instance=ContentPage(
            title="About",
            slug="about",
            summary="In short.",
            body=[
                ("text", "<h2>First</h2>"),
                ("question", {"question": "Second?", "answer": "<p>Yes.</p>"}),
                ("notice", {"title": "Third", "text": "<p>Note.</p>"}),
            ],
        )
    )
    html = client.get("/about/").content.decode()
    places = [html.index(word) for word in ("In short.", "First", "Second?", "Third")]
    assert places == sorted(places)
