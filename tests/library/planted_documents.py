"""A work with a file for each tier, whose words are sought wherever the site says anything."""

from django.core.files.base import ContentFile

from core.access import Tier
from core.records import editable_copy, store
from library.models import Edition
from library.services import add_document, save_publication
from library.text_extraction import read_waiting
from tests.library import made_files as made

SLUG = "planted-work"


def plant_documents(marker):
    """Publish the work; return the keys of its documents by tier. `marker(tier, name)` gives the words."""
    work = save_publication(record={"slug": SLUG, "title": "Planted work"}, publish=True)
    documents = {}
    newest = editable_copy(work)
    for tier in Tier.values:
        file = ContentFile(
            made.pdf_of("first page", marker(tier, "document")), f"{marker(tier, 'file')}.pdf"
        )
        documents[f"{tier}_document"] = add_document(file, title=marker(tier, "title"), tier=tier)
        newest.editions.add(Edition(document=documents[f"{tier}_document"]))
    store(newest, publish=True, user=None)
    read_waiting()
    return {name: document.pk for name, document in documents.items()}


def document_words(marker, viewer):
    """Return what a viewer of this tier must never be given."""
    hidden = [tier for tier in Tier.values if not viewer.includes(tier)]
    return [marker(tier, name) for tier in hidden for name in ("document", "title", "file")]
