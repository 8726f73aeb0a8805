"""What the tests of the admin share: signed-in clients, a full chart, a form as a browser sends it."""

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

from core.models import Country, Term
from directory.models import DirectoryPage, OrganisationPage
from practices.models import (
    ContactPoint,
    FundingSource,
    HumanResource,
    InKindResource,
    PracticeIndexPage,
    PracticeLink,
    PracticeOrganisation,
    PracticePage,
    ResultFigure,
)

ROW_RELATIONS = (
    "organisation_rows",
    "human_resources",
    "in_kind_resources",
    "funding_sources",
    "result_figures",
    "links",
    "contact_points",
)


def administrator(email="admin@example.org"):
    return get_user_model().objects.create_superuser(email, "a-password")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def staff(email, *, page=None, permissions=("add_page", "change_page")):
    """A user who may enter the admin, and with `page` may also write below it."""
    user = get_user_model().objects.create_user(email, "a-password")
    group = Group.objects.create(name=email)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if page is not None:
        for codename in permissions:
            GroupPagePermission.objects.create(
                group=group, page=page, permission=Permission.objects.get(codename=codename)
            )
    user.groups.add(group)
    return user


def organisation(title, **fields):
    page = OrganisationPage(title=title, **fields)
    DirectoryPage.objects.get().add_child(instance=page)
    return page


def chart(title="Village visits", *, live=False, **fields):
    page = PracticePage(title=title, live=live, **fields)
    PracticeIndexPage.objects.get().add_child(instance=page)
    return page


def full_chart(**fields):
    """A chart that answers every item, with several rows of each kind."""
    partner = organisation("Open Door", acronym="OD")
    page = PracticePage(
        title="Village visits",
        name_original="Dorfbesuche",
        number=41,
        category="B",
        typology_text="Outreach work",
        period_start=2009,
        period_end=2011,
        area_scope="local",
        area="Three valleys",
        summary="A team visits villages.",
        live=False,
        source_title="Handbook",
        source_year=2012,
        unrecognised_rows=[{"label": "Slogan", "value": "<b>Go</b>", "place": "row 9"}],
        **{
            name: f"<p>Text about {name}.</p>"
            for name in (
                "background",
                "objectives",
                "activities",
                "methods",
                "tools",
                "results",
                "strengths",
                "innovation",
                "challenges",
                "transferability",
                "mainstreaming",
            )
        }
        | fields,
    )
    page.countries = list(Country.objects.filter(pk__in=["FR", "RO"]))
    page.terms = [
        Term.objects.of(vocabulary).first()
        for vocabulary in (
            "typologies",
            "target_groups",
            "exploitation_forms",
            "services",
            "topics",
        )
    ]
    page.adopted_by = [partner]
    page.organisation_rows = [
        PracticeOrganisation(organisation=partner),
        PracticeOrganisation(printed_name="Town Hall"),
    ]
    page.human_resources = [HumanResource(role=f"Role {n}", count=n) for n in range(1, 4)]
    page.in_kind_resources = [InKindResource(item="Car", count=1)]
    page.funding_sources = [FundingSource(source=f"Fund {n}", percent=50) for n in (1, 2)]
    page.result_figures = [ResultFigure(label="Visits", value=120)]
    page.links = [PracticeLink(title="Report", url="https://example.org/report")]
    page.contact_points = [ContactPoint(kind="email", value="office@example.org")]
    for relation in ROW_RELATIONS:
        for order, row in enumerate(getattr(page, relation).all()):
            row.sort_order = order
    PracticeIndexPage.objects.get().add_child(instance=page)
    page.tags.add("villages")
    page.save()
    return page


def fields_of(response, selector="#w-editor-form, #page-edit-form"):
    """Every field of the form as a browser would send it back unchanged."""
    form = BeautifulSoup(response.content, "html.parser").select_one(selector)
    data = {}

    def add(name, value):
        data.setdefault(name, []).append(value)

    for field in form.select("input[name], textarea[name], select[name]"):
        if field.find_parent("template") or field.has_attr("disabled"):
            continue
        if field.name == "select":
            for option in field.select("option[selected]"):
                add(field["name"], option.get("value", ""))
        elif field.name == "textarea":
            add(field["name"], field.text.removeprefix("\n"))
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                add(field["name"], field.get("value", "on"))
        elif field.get("type") not in ("file", "submit", "button"):
            add(field["name"], field.get("value", ""))
    return data
