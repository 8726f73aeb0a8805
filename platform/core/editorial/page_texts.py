"""All text of a page, each piece with its place: fields, rows, streams, links, tags, pictures and files."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from bs4 import BeautifulSoup
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from taggit.models import ItemBase
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import COMMENTS_RELATION_NAME, Page

from core.editorial.linked_files import LinkedFile, embedded_files
from core.editorial.stream_texts import StreamText, texts_of_json, texts_of_stream
from core.sanitise import plain_text

#: Of the fields that all pages have: what people write. The others are derived from these or from the tree.
PAGE_FIELDS = frozenset({"title", "slug", "seo_title", "search_description"})
_HREF_SCHEME = re.compile(r"^(?:mailto|tel|sms|callto|whatsapp):/*", re.I)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and where it stands.

    `place` names field and, for rows, the relation; it has no number of a row, so that moving a row
    does not make its text another. `label` is for people and has the number; where it quotes the title of a
    file, `plain_label` does not. `anchor` is the field or relation of the editing form. `allowed` are kinds of
    findings that may stand here.
    """

    place: str
    label: str
    text: str
    anchor: str
    allowed: frozenset[str] = frozenset()
    plain_label: str = ""


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A picture or document that the page shows or links."""

    place: str
    label: str
    file: LinkedFile
    anchor: str


Placed = PlacedText | PlacedFile


def texts_of(page: Page) -> Iterator[Placed]:
    """Yield every text and file that publishing `page` (a version as an object) would publish.

    Fields with fixed choices, numbers, dates and terms of the vocabularies are no texts of their author.
    Remarks of reviewers are never published and not read.
    """
    own = {field.name for field in Page._meta.concrete_fields} - PAGE_FIELDS
    fields = [field for field in page._meta.concrete_fields if field.name not in own]
    for field in fields:
        yield from _texts_of_field(page, field, field.name, _name_of(field), field.name)
    yield from _texts_of_rows(page, "", "", "")


def _name_of(field: models.Field) -> str:
    return capfirst(str(field.verbose_name))


def _texts_of_rows(owner: models.Model, place: str, label: str, anchor: str) -> Iterator[Placed]:
    for relation in get_all_child_relations(owner):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME:
            continue
        parent = relation.field.name
        for number, row in enumerate(getattr(owner, name).all(), start=1):
            where = f"{place}{name}"
            if isinstance(row, ItemBase):
                yield PlacedText("tags", _("Tag"), row.tag.name, "tags")
                continue
            heading = capfirst(str(relation.related_model._meta.verbose_name))
            words = _("%(rows)s, no. %(number)d") % {"rows": heading, "number": number}
            words = f"{label} › {words}" if label else words
            for field in row._meta.concrete_fields:
                if field.primary_key or field.name in (parent, "sort_order"):
                    continue
                yield from _texts_of_field(
                    row,
                    field,
                    f"{where}.{field.name}",
                    f"{words}: {_name_of(field)}",
                    anchor or name,
                )
            yield from _texts_of_rows(row, f"{where}.", words, anchor or name)


def _texts_of_field(
    owner: models.Model, field: models.Field, place: str, label: str, anchor: str
) -> Iterator[Placed]:
    if field.choices:
        return
    allowed = _allowed(owner, field.name)
    if isinstance(field, models.ForeignKey):
        target = field.related_model
        if isinstance(target, type) and issubclass(target, AbstractImage | AbstractDocument):
            linked = getattr(owner, field.name)
            if linked is not None:
                yield PlacedFile(place, label, LinkedFile(linked), anchor)
        return
    value = field.value_from_object(owner)
    if not value or isinstance(value, bool):
        return
    if isinstance(field, StreamField):
        yield from _placed(texts_of_stream(value), place, label, anchor, allowed)
    elif isinstance(field, RichTextField):
        yield from _rich(str(value), place, label, anchor, allowed)
    elif isinstance(field, models.JSONField):
        yield from _placed(texts_of_json(value), place, label, anchor, allowed)
    elif isinstance(field, models.CharField | models.TextField):
        text = str(value)
        if isinstance(field, models.SlugField):
            text = text.replace("-", " ")
        yield PlacedText(place, label, text, anchor, allowed)


def _allowed(owner: models.Model, field: str) -> frozenset[str]:
    """Ask the record which kinds may stand in a field, such as the landline in the contact of an office."""
    rule = getattr(owner, "allowed_findings", None)
    return frozenset(rule(field)) if rule is not None else frozenset()


def _placed(
    pieces: Iterator[StreamText], place: str, label: str, anchor: str, allowed: frozenset[str]
) -> Iterator[Placed]:
    for piece in pieces:
        where = f"{place}.{piece.path}" if piece.path else place
        words = f"{label} › {piece.label}" if piece.label else label
        if piece.file is not None:
            yield PlacedFile(where, words, piece.file, anchor)
        elif piece.is_rich:
            yield from _rich(piece.text, where, words, anchor, allowed)
        else:
            yield PlacedText(where, words, piece.text, anchor, allowed)


def _rich(
    source: str, place: str, label: str, anchor: str, allowed: frozenset[str]
) -> Iterator[Placed]:
    text = plain_text(source)
    if text:
        yield PlacedText(place, label, text, anchor, allowed)
    if "<" not in source:
        return
    soup = BeautifulSoup(source, "html.parser")
    for link in soup.find_all("a", href=True):
        address = unquote(_HREF_SCHEME.sub("", html.unescape(str(link["href"]))))
        words = _("%(field)s, address of a link") % {"field": label}
        yield PlacedText(f"{place}.link", words, address, anchor, allowed)
    for picture in soup.find_all("embed", alt=True):
        words = _("%(field)s, what a picture shows") % {"field": label}
        yield PlacedText(f"{place}.alt", words, str(picture["alt"]), anchor, allowed)
    for linked in embedded_files(soup):
        yield PlacedFile(f"{place}.file", label, linked, anchor)
