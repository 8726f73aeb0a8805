"""What tests of composing share: records that were published, issues with blocks, editions in French."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale, Page

from newsletter.models import IssuePage, Mailing, MailingKind, NewsletterPage
from practices.services import save_practice


def chart(name="Night outreach", *, days_ago=1, **fields):
    """Publish an invented chart and let it have been published some days ago."""
    record = {
        "name": name,
        "category": "B",
        "countries": ["IT"],
        "background": f"{name} began small.",
        "summary": f"{name} in two sentences.",
    }
    page = save_practice(record=record | fields, publish=True)
    published_ago(page, days_ago)
    return page


def published_ago(page, days):
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(days=days))


def issue(*blocks, parent=None, live=True, **fields):
    """Make an issue of these blocks; its first revision is what it shows."""
    values = {"title": "Platform news", "subject": "Platform news: outreach"} | fields
    page = IssuePage(preheader="What is new", live=live, **values)
    page.body = list(blocks)
    (parent or NewsletterPage.objects.get(locale__language_code="en")).add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return IssuePage.objects.get(pk=page.pk)


def picked(*pages, heading="Practices to try", teaser="", free=()):
    items = [("record", {"page": page, "teaser": teaser}) for page in pages]
    items += [("free", {"title": title, "text": "", "url": "", "label": ""}) for title in free]
    return ("picked", {"heading": heading, "intro": "", "items": items})


def new(**choice):
    return ("new", {"heading": "New", "most": 10} | choice)


def mailing(of, **fields):
    values = {"kind": MailingKind.ISSUE, "title": of.title, "issue": of}
    return Mailing.objects.create(key=f"issue:{of.translation_key}", **values | fields)


def french():
    """Add French, with its own home page and newsletter."""
    locale, is_new = Locale.objects.get_or_create(language_code="fr")
    if is_new:
        shelf = NewsletterPage.objects.get(locale__language_code="en")
        home = shelf.get_parent().specific
        translated = home.copy_for_translation(locale)
        translated.save_revision().publish()
        translated = shelf.copy_for_translation(locale)
        translated.title = "Lettre"
        translated.save_revision().publish()
    return locale


def in_french(page, **fields):
    """Publish a page in French with some fields changed."""
    translated = page.copy_for_translation(french(), copy_parents=True)
    for name, value in fields.items():
        setattr(translated, name, value)
    translated.save_revision().publish()
    return type(page).objects.get(pk=translated.pk)
