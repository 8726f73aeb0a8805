"""Hooks of the admin that leave out what a person may not see: choosers, first page, menu, lists of people."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Page

from accounts.models import User
from directory.admin_panels import with_own_panels
from directory.models import Affiliation
from directory.ownership import organisations_of
from directory.page_policy import Person, page_policy
from directory.visibility import choosable_pages, sees_every_page

LAST = 1000


@hooks.register("construct_page_chooser_queryset")
def offer_known_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Offer public pages and those that the person meets in the explorer."""
    if sees_every_page(request.user):
        return pages
    return pages.filter(pk__in=choosable_pages(request.user).values("pk"))


@hooks.register("construct_homepage_panels", order=LAST)
def own_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Leave pages of others out of the admin's first page."""
    if not sees_every_page(request.user):
        panels[:] = with_own_panels(panels)


@hooks.register("construct_reports_menu", order=LAST)
def no_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Offer no reports to people for whom they are closed."""
    if not sees_every_page(request.user):
        items.clear()


class PermittedParentView(ChooseParentView):
    """Offers the places where the policy lets the person add, whatever role gives the right."""

    def get_valid_parent_pages(self, user: User) -> QuerySet[Page]:
        """Return the index pages under which the person may add such a page."""
        types = ContentType.objects.get_for_models(*self.model.allowed_parent_page_models())
        places = page_policy().instances_user_has_permission_for(user, "add")
        found = places.filter(content_type__in=[type_.pk for type_ in types.values()])
        return found.filter(locale=self.locale) if self.locale else found


def _colleagues(user: Person) -> QuerySet[User]:
    """Return the people of the person's organisations."""
    current = Affiliation.objects.current().filter(organisation__in=organisations_of(user))
    return User.objects.filter(pk__in=current.values("user"))


def _limit_people(filter_: Any) -> None:
    """Let a filter of page listings name only colleagues to those who do not see every page."""
    everybody = filter_.queryset

    def known_people(request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = everybody(request)
        if sees_every_page(request.user):
            return people
        return people.filter(pk__in=_colleagues(request.user).values("pk"))

    filter_.queryset = known_people


# Wagtail has no hook for the people that the listings offer to filter by; all listings share these two.
for _name in ("owner", "edited_by"):
    _limit_people(PageFilterSet.base_filters[_name])
