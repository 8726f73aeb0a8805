"""The editing form of an issue, in tabs."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

SUBJECT_HINT = _(
    "The line in the mailbox. Up to about 50 letters are seen on a phone; say what is new, not “Newsletter”."
)
PREHEADER_HINT = _(
    "The words that mail programs show beside the subject: 40 to 100 letters that go on from it and do not repeat it."
)
_PLACEHOLDERS = _(
    "<p>%%name%% in a text becomes the name of the reader; it is left out where none is known. The links to leave and "
    "to choose topics stand at the foot of every mail by themselves.</p>"
)


def issue_tabs(listing_panels: list) -> TabbedInterface:
    """Return the tabs: what is written, who gets it, how it is listed, and when it is public."""
    written = [
        TitleFieldPanel("title"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        MultiFieldPanel(
            [
                FieldPanel("subject", help_text=SUBJECT_HINT),
                FieldPanel(
                    "preheader", help_text=PREHEADER_HINT, widget=forms.Textarea(attrs={"rows": 2})
                ),
            ],
            heading=_("In the mailbox"),
        ),
        FieldPanel("body"),
        HelpPanel(_PLACEHOLDERS, heading=_("Placeholders")),
    ]
    readers = [FieldPanel("audience"), FieldPanel("segment")]
    return TabbedInterface(
        [
            ObjectList(written, heading=_("Issue")),
            ObjectList(readers, heading=_("Readers")),
            ObjectList(
                [FieldPanel("summary"), *Page.promote_panels, *listing_panels], heading=_("Promote")
            ),
            ObjectList(list(Page.settings_panels), heading=_("Settings")),
        ]
    )
