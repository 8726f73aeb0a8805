"""A small site on which every role can try everything: two organisations, their records, a person a role."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from accounts.models import User
from accounts.roles import Role
from core.models import ContentPage, Country, HomePage, Term
from directory.models import Affiliation, DirectoryPage, OrganisationPage
from practices.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    ImportBatch,
    PracticeIndexPage,
    PracticeOrganisation,
    PracticePage,
)

#: Stands in everything of the other organisation that is not public.
SECRET = "Kestrelwood"
OWN_DRAFT = "Heronbrook"
#: The people of the matrix: their roles, and whether they write for the own organisation.
PEOPLE = {
    "anonymous": None,
    "member": [Role.MEMBER],
    "contributor": [Role.MEMBER, Role.CONTRIBUTOR],
    "manager": [Role.MEMBER, Role.CONTRIBUTOR, Role.MANAGER],
    "editor": [Role.EDITOR],
    "newsletter editor": [Role.NEWSLETTER_EDITOR],
    "administrator": [Role.ADMINISTRATOR],
}


def person(name, roles, **fields):
    user = User.objects.create_user(f"{name.replace(' ', '.')}@example.org", **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def affiliate(user, organisation, role="contributor", **fields):
    return Affiliation.objects.create(user=user, organisation=organisation, role=role, **fields)


def add(parent, page, *, publish=False, user=None):
    """Store a page as the admin does: with a revision, published or not."""
    page.live, page.owner = publish, user
    parent.refresh_from_db()
    parent.add_child(instance=page)
    revision = page.save_revision(user=user)
    if publish:
        revision.publish(user=None)
    return type(page).objects.get(pk=page.pk)


def draft_over(page, title, user=None):
    """Give a published page a newer draft of another title."""
    newest = page.get_latest_revision_as_object()
    newest.title = title
    newest.save_revision(user=user)
    return type(page).objects.get(pk=page.pk)


def chart(title, *organisations, **options):
    page = PracticePage(title=title, category="B", background=f"<p>About {title}.</p>")
    page.countries = [Country.objects.get(pk="FR")]
    page.organisation_rows = [PracticeOrganisation(organisation=each) for each in organisations]
    return add(PracticeIndexPage.objects.get(), page, **options)


def case(title, organisation, **options):
    page = CaseStudyPage(title=title, need=f"<p>About {title}.</p>", organisation=organisation)
    return add(CaseStudyIndexPage.objects.get(), page, **options)


def entry(title, **options):
    return add(DirectoryPage.objects.get(), OrganisationPage(title=title), **options)


def picture(title, user):
    return get_image_model().objects.create(
        title=title, file=get_test_image_file(f"{title}.png"), uploaded_by_user=user
    )


def document(title, user):
    file = ContentFile(b"Plain words.", f"{title}.txt")
    return get_document_model().objects.create(title=title, file=file, uploaded_by_user=user)


@dataclass
class Side:
    """What one organisation has: a published and a drafted record of each kind."""

    organisation: OrganisationPage
    writer: User
    chart: PracticePage
    chart_draft: PracticePage
    case: CaseStudyPage
    case_draft: CaseStudyPage
    image: object
    document: object
    batch: ImportBatch

    def pages(self):
        return [self.organisation, self.chart, self.chart_draft, self.case, self.case_draft]


@dataclass
class PermissionSite:
    """The site, and a signed-in browser for each person."""

    own: Side
    other: Side
    plain: ContentPage
    plain_draft: ContentPage
    hidden_entry: OrganisationPage
    term: Term
    people: dict[str, User | None] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)


def side(name, draft_name, writer):
    organisation = entry(f"{name} House", publish=True)
    affiliate(writer, organisation)
    return Side(
        organisation=draft_over(organisation, f"{draft_name} House"),
        writer=writer,
        chart=draft_over(chart(f"{name} visits", organisation, publish=True), f"{draft_name} new"),
        chart_draft=chart(f"{draft_name} visits", organisation, user=writer),
        case=draft_over(case(f"{name} return", organisation, publish=True), f"{draft_name} later"),
        case_draft=case(f"{draft_name} return", organisation, user=writer),
        image=picture(f"{draft_name} picture", writer),
        document=document(f"{draft_name} paper", writer),
        batch=ImportBatch.objects.create(kind="practices", state="review", user=writer),
    )


def build_site():
    """Make the site; call it in a transaction that is rolled back."""
    colleague = person("colleague", PEOPLE["contributor"], last_name="Colleague")
    stranger = person("stranger", PEOPLE["contributor"], last_name=f"{SECRET} Person")
    home = HomePage.objects.get()
    site = PermissionSite(
        own=side("Open", OWN_DRAFT, colleague),
        other=side("Far", SECRET, stranger),
        plain=add(home, ContentPage(title="About us"), publish=True),
        plain_draft=add(home, ContentPage(title=f"{SECRET} plans")),
        hidden_entry=entry(f"{SECRET} newcomer"),
        term=Term.objects.of("topics").first(),
    )
    for name, roles in PEOPLE.items():
        site.clients[name] = Client()
        site.people[name] = person(name, roles) if roles else None
        if roles:
            site.clients[name].force_login(site.people[name])
    site.people["superuser"] = person("superuser", [], is_superuser=True)
    site.clients["superuser"] = Client()
    site.clients["superuser"].force_login(site.people["superuser"])
    affiliate(site.people["contributor"], site.own.organisation)
    affiliate(site.people["manager"], site.own.organisation, "manager")
    affiliate(site.people["member"], site.own.organisation, "reader")
    return site


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def newest(page):
    """Return the page as it is stored now, in its newest version."""
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()
