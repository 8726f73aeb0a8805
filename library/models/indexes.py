"""The pages that lead to the libraries: the hall at /library/ and a shelf for each."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from core.models import ResourcePageMixin


class LibraryPage(ResourcePageMixin, Page):
    """The hall of the libraries, at /library/."""

    max_count = 1
    parent_page_types = ["core.HomePage"]
    subpage_types = ["library.PoliciesPage", "library.PublicationsPage"]
    template = "library/library_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("library")


class PoliciesPage(ResourcePageMixin, Page):
    """The shelf of policies, at /library/policies/."""

    max_count = 1
    parent_page_types = ["library.LibraryPage"]
    subpage_types = ["library.PolicyPage"]
    template = "library/policies_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("shelf of policies")


class PublicationsPage(ResourcePageMixin, Page):
    """The shelf of publications on the phenomenon, at /library/publications/."""

    max_count = 1
    parent_page_types = ["library.LibraryPage"]
    subpage_types = ["library.PublicationPage"]
    template = "library/publications_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("shelf of publications")
