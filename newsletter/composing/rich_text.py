"""Rich text of an issue: its links in the reader's language, whole addresses for mails, lines for plain text."""

import re
import textwrap
from collections.abc import Iterator
from html import unescape

from lxml import etree, html
from wagtail.rich_text import expand_db_html

from newsletter.composing.items import translations_of
from search.cards import absolute

WIDTH = 72
_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>(.*?)</a>', re.DOTALL)
_ID = re.compile(r'\bid="(\d+)"')
_RELATIVE = re.compile(r'(\s(?:href|src)=")(/[^/"][^"]*|/)"')
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "div"})


def expanded(source: str, language: str) -> str:
    """Return stored rich text as HTML; a link leads to the page in `language`, and to no page that is not public."""
    targets = {int(key) for link in _PAGE_LINK.finditer(source) for key in _ID.findall(link[0])}
    readable = translations_of(targets, language=language) if targets else {}

    def with_target(link: re.Match[str]) -> str:
        key = _ID.search(link[0])
        if key is None or int(key[1]) not in readable:
            return link[1]
        opening = link[0][: link.start(1) - link.start()]
        target = f'id="{readable[int(key[1])]}"'
        return f"{_ID.sub(target, opening)}{link[1]}</a>"

    return str(expand_db_html(_PAGE_LINK.sub(with_target, source)))


def linked_pages(source: str) -> set[int]:
    """Return the keys of the pages to which stored rich text links."""
    return {int(key) for link in _PAGE_LINK.finditer(source) for key in _ID.findall(link[0])}


def with_whole_addresses(markup: str) -> str:
    """Return HTML whose addresses have the site's own in front of them."""
    return _RELATIVE.sub(lambda found: f'{found[1]}{absolute(found[2])}"', markup)


def as_lines(markup: str) -> str:
    """Return HTML as wrapped lines: headings underlined, items with dashes, links numbered and listed at the end."""
    if not markup.strip():
        return ""
    links: list[str] = []
    blocks = list(_blocks(html.fragment_fromstring(markup, create_parent="div"), links, ""))
    text = "\n".join(blocks).strip("\n")
    listed = "\n".join(f"[{number}] {url}" for number, url in enumerate(links, start=1))
    return f"{text}\n\n{listed}" if listed else text


def fill(text: str, indent: str = "", first: str | None = None) -> str:
    """Return a paragraph in lines of a mail; words and addresses are never broken."""
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _blocks(element: etree._Element, links: list[str], indent: str) -> Iterator[str]:
    """Yield the paragraphs of an element, each followed by an empty line unless it is an item of a list."""
    inline = element.text or ""
    for number, child in enumerate(element, start=1):
        if child.tag not in _BLOCKS:
            inline += _inline(child, links) + (child.tail or "")
            continue
        if inline.strip():
            yield f"{fill(inline, indent)}\n"
        inline = child.tail or ""
        if child.tag in ("ul", "ol"):
            yield from _blocks(child, links, indent)
            yield ""
        elif child.tag == "li":
            mark = f"{number}. " if element.tag == "ol" else "- "
            yield from _list_item(child, links, indent, mark)
        elif child.tag in ("h2", "h3", "h4"):
            title = fill(_inline(child, links), indent)
            yield f"{title}\n{('=' if child.tag == 'h2' else '-') * min(len(title), WIDTH)}\n"
        else:
            yield from _blocks(child, links, indent)
    if inline.strip():
        yield f"{fill(inline, indent)}\n"


def _list_item(item: etree._Element, links: list[str], indent: str, mark: str) -> Iterator[str]:
    own = (item.text or "") + "".join(
        _inline(child, links) + (child.tail or "")
        for child in item
        if child.tag not in ("ul", "ol")
    )
    yield fill(own, indent + " " * len(mark), first=indent + mark)
    for child in item:
        if child.tag in ("ul", "ol"):
            yield from _blocks(child, links, indent + " " * len(mark))


def _inline(element: etree._Element, links: list[str]) -> str:
    if element.tag == "br":
        return " "
    text = (element.text or "") + "".join(
        _inline(child, links) + (child.tail or "") for child in element
    )
    target = absolute(unescape(element.get("href", ""))) if element.get("href") else ""
    if element.tag != "a" or not target or target == text.strip():
        return text
    if target not in links:
        links.append(target)
    return f"{text} [{links.index(target) + 1}]"
