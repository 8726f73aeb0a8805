"""Policies and publications: what a library record says of a work, and how works hang together."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from core.models import Country, ResourcePageMixin, Term, TermedPageMixin, Vocabulary
from library.models.choices import PolicyLevel, PolicyStatus, RelationKind
from library.page_forms import LibraryRecordForm

#: Addresses below the shelf of policies that are no policy.
RESERVED_SLUGS = frozenset({"ratifications"})
YEAR_LIMITS = [MinValueValidator(1800), MaxValueValidator(2100)]


class LibraryRecord(TermedPageMixin, ResourcePageMixin, Page):
    """What policies and publications have in common. The page title is the title of the work.

    `terms` holds topics, forms of exploitation and named regions. `address` is the link as cited; files and
    further links are editions.
    """

    kind = models.ForeignKey(
        Term,
        verbose_name=_("kind"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": Vocabulary.DOCUMENT_TYPES},
    )
    countries = ParentalManyToManyField(
        Country, verbose_name=_("countries"), blank=True, related_name="+"
    )
    # Not `url`: every page has that already, its own.
    address = models.URLField(_("link as cited"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    rights = models.CharField(_("rights note"), max_length=250, blank=True)
    source = models.CharField(_("source of this record"), max_length=250, blank=True)

    is_creatable = False
    base_form_class = LibraryRecordForm

    class Meta:
        """Names shown to editors."""

        verbose_name = _("library record")


class PolicyPage(LibraryRecord):
    """An instrument: a convention, directive, law, action plan, agreement or procedure."""

    short_title = models.CharField(_("short title"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=PolicyLevel.choices, blank=True)
    body = models.CharField(_("body"), max_length=200, blank=True)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    year_adopted = models.PositiveSmallIntegerField(
        _("adopted in"), null=True, blank=True, validators=YEAR_LIMITS
    )
    in_force = models.PositiveSmallIntegerField(
        _("in force since"),
        null=True,
        blank=True,
        validators=YEAR_LIMITS,
        help_text=_("Empty for texts that do not enter into force."),
    )
    status = models.CharField(
        _("status"), max_length=9, choices=PolicyStatus.choices, default=PolicyStatus.UNKNOWN
    )
    monitoring_body = models.SlugField(
        _("monitoring body"), max_length=80, blank=True, help_text=_("Slug of a mechanism.")
    )
    languages = models.JSONField(_("official languages"), default=list, blank=True)

    is_creatable = True
    parent_page_types = ["library.PoliciesPage"]
    subpage_types: list[str] = []
    template = "library/policy_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("short_title"),
        FieldPanel("kind"),
        FieldPanel("level"),
        FieldPanel("body"),
        FieldPanel("countries"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("reference"),
                FieldPanel("year_adopted"),
                FieldPanel("in_force"),
                FieldPanel("status"),
                FieldPanel("monitoring_body"),
                FieldPanel("languages"),
            ],
            heading=_("Instrument"),
        ),
        InlinePanel("relations", heading=_("Other instruments"), label=_("relation")),
        FieldPanel("topics"),
        FieldPanel("regions"),
        FieldPanel("exploitation_forms"),
        FieldPanel("address"),
        InlinePanel("editions", heading=_("Editions"), label=_("edition")),
        MultiFieldPanel(
            [FieldPanel("licence"), FieldPanel("rights"), FieldPanel("source")],
            heading=_("Rights and source"),
        ),
    ]
    promote_panels = [*Page.promote_panels, *ResourcePageMixin.listing_panels]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def clean(self) -> None:
        """Refuse an address that is taken by a tool."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            taken = _("This address belongs to a tool of the site; choose another slug.")
            raise ValidationError({"slug": taken})


class PolicyRelation(Orderable):
    """How an instrument stands to another; `slug` names one that the library does not have yet."""

    page = ParentalKey(PolicyPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=11, choices=RelationKind.choices)
    other = models.ForeignKey(
        PolicyPage,
        verbose_name=_("instrument"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="relations_to_it",
    )
    slug = models.SlugField(_("slug of the instrument"), max_length=255, blank=True, editable=False)
    panels = [FieldPanel("kind"), FieldPanel("other")]


class PublicationPage(LibraryRecord):
    """A publication on the phenomenon: a study, report, manual or training material."""

    publisher = models.CharField(_("publisher"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=YEAR_LIMITS
    )
    language = models.CharField(_("language"), max_length=8, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)

    is_creatable = True
    parent_page_types = ["library.PublicationsPage"]
    subpage_types: list[str] = []
    template = "library/publication_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        InlinePanel("authors", heading=_("Authors"), label=_("author")),
        FieldPanel("publisher"),
        FieldPanel("year"),
        FieldPanel("language"),
        FieldPanel("summary"),
        FieldPanel("countries"),
        FieldPanel("regions"),
        FieldPanel("topics"),
        FieldPanel("exploitation_forms"),
        MultiFieldPanel([FieldPanel("doi"), FieldPanel("isbn")], heading=_("Identifiers")),
        FieldPanel("address"),
        InlinePanel("editions", heading=_("Editions"), label=_("edition")),
        MultiFieldPanel(
            [FieldPanel("licence"), FieldPanel("rights"), FieldPanel("source")],
            heading=_("Rights and source"),
        ),
    ]
    promote_panels = [*Page.promote_panels, *ResourcePageMixin.listing_panels]

    class Meta:
        """Names shown to editors."""

        verbose_name = _("publication")
        verbose_name_plural = _("publications")


class Author(Orderable):
    """A person or body that wrote a publication, as the title page prints the name."""

    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("name"), max_length=250)
    is_corporate = models.BooleanField(_("a body, not a person"), default=False)
    panels = [FieldPanel("name"), FieldPanel("is_corporate")]
