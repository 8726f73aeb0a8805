"""Who may do what with pages: Wagtail's rights of groups, and the records of one's own organisations.

The rights of *Contributors* and *Organisation managers* are rows of Wagtail like those of any group, so
that administrators see and change them in the admin, but they reach only records that belong to the
person's organisations (`directory.ownership`). Two things differ from Wagtail beside, for these roles: to have
begun a page gives no right to it, and nobody deletes or moves what is or was public.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from wagtail.models import GroupPagePermission, Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from accounts.models import User
from accounts.roles import OWNERSHIP_ROLES
from directory.models import OrganisationPage
from directory.ownership import is_own, organisations_of, owned_models, records_of, writers_of

Person = User | AnonymousUser
EXPLORE = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
NOTHING = Q(pk__in=())


class OwnershipTester(PagePermissionTester):
    """What a person may do with one page."""

    def __init__(self, user: Person, page: Page) -> None:
        """Join the rights of ordinary groups with those of one's organisations."""
        super().__init__(user, page)
        self.is_plain = user.is_superuser or not user.is_active
        if self.is_plain:
            return
        #: Whoever has a right to the page through another role needs no organisation.
        self.is_plain = bool(self.permissions)
        self.permissions |= self.permission_policy.own_actions(user, page)

    def can_edit(self) -> bool:
        """Tell whether the person may edit: the organisation's records, never a page that they merely began."""
        if self.is_plain:
            return super().can_edit()
        return not self.page_is_root and "change" in self.permissions

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether the person may delete: own drafts that never were public, and no entry of the directory."""
        if self.is_plain:
            return super().can_delete(ignore_bulk)
        return (
            self.can_edit()
            and self.page.owner_id == self.user.pk
            and not self.page.live
            and self.page.first_published_at is None
            and self.page.is_leaf()
            and self.page.specific_class is not OrganisationPage
        )

    def can_move(self) -> bool:
        """Tell whether the person may move the page."""
        return self.is_plain and super().can_move()

    def can_lock(self) -> bool:
        """Tell whether the person may lock the page."""
        return (self.is_plain or self.can_edit()) and super().can_lock()

    def can_unlock(self) -> bool:
        """Tell whether the person may unlock the page."""
        return (self.is_plain or self.can_edit()) and super().can_unlock()

    def can_submit_for_moderation(self) -> bool:
        """Tell whether the person may send the page on its editorial way."""
        return (self.is_plain or self.can_edit()) and super().can_submit_for_moderation()

    def can_view_revisions(self) -> bool:
        """Tell whether the person may see earlier versions."""
        return (self.is_plain or self.can_edit()) and super().can_view_revisions()


class OwnershipPolicy(PagePermissionPolicy):
    """Rights of groups on pages, of which those of the ownership roles reach own records alone."""

    tester_class = OwnershipTester
    # Names of its own: Wagtail's policy keeps all rights of a person under the inherited ones.
    permission_cache_name = "_ordinary_page_permission_cache"
    own_cache_name = "_own_page_permission_cache"
    _explorable_root_instance_cache_name = "_explorable_root_by_ownership_cache"

    def get_all_permissions_for_user(self, user: Person) -> list[GroupPagePermission]:
        """Return the rights through ordinary groups; keep those of the ownership roles beside (one query)."""
        rights = super().get_all_permissions_for_user(user).select_related("group")
        ordinary: list[GroupPagePermission] = []
        own: list[GroupPagePermission] = []
        for right in rights:
            (own if right.group.name in OWNERSHIP_ROLES else ordinary).append(right)
        setattr(user, self.own_cache_name, own if own and organisations_of(user) else [])
        return ordinary

    def own_rights(self, user: Person) -> list[GroupPagePermission]:
        """Return the rights that reach only records of the person's organisations; none without one."""
        self.get_cached_permissions_for_user(user)
        rights: list[GroupPagePermission] = getattr(user, self.own_cache_name)
        return rights

    def own_actions(self, user: Person, page: Page) -> set[str]:
        """Return what the own rights allow on a page: on records of others nothing, elsewhere to add."""
        actions = {
            _action(right)
            for right in self.own_rights(user)
            if page.path.startswith(right.page.path)
        }
        if not actions:
            return actions
        if page.specific_class in owned_models():
            return actions if is_own(user, page) else set()
        return actions & {"add"}

    def sees_every_page(self, user: Person) -> bool:
        """Tell whether rights through other roles reach the whole site, so that nothing is to be hidden."""
        if not user.is_active or user.is_superuser:
            return bool(user.is_active)
        return any(right.page.depth <= 2 for right in self.get_cached_permissions_for_user(user))

    def writes_for_own(self, user: Person) -> bool:
        """Tell whether no other role lets the person write, so that every record has to name its organisation."""
        if user.is_superuser and user.is_active:
            return False
        ordinary = self.get_cached_permissions_for_user(user)
        return not any(_action(right) in ("add", "change") for right in ordinary)

    def user_has_any_permission(self, user: Person, actions: Collection[str]) -> bool:
        """Tell whether the person may do any of this with any page."""
        if super().user_has_any_permission(user, actions):
            return True
        if not user.is_active or user.is_anonymous:
            return False
        return any(_action(right) in actions for right in self.own_rights(user))

    def user_has_any_permission_for_instance(
        self, user: Person, actions: Collection[str], instance: Page
    ) -> bool:
        """Tell whether the person may do any of this with the page."""
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        if not user.is_active or user.is_anonymous:
            return False
        return bool(self.own_actions(user, instance) & set(actions))

    def instances_user_has_any_permission_for(
        self, user: Person, actions: Collection[str]
    ) -> QuerySet[Page]:
        """Return the pages with which the person may do any of this."""
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        reach = self._reach(user, frozenset(actions))
        if "add" in actions and reach != Q():
            reach |= self._places_to_add(user)
        return self.model._default_manager.filter(reach)

    def _reach(self, user: Person, actions: frozenset[str]) -> Q:
        """Return the condition for the pages that the person's rights reach."""
        conditions = []
        for right in self.get_cached_permissions_for_user(user):
            below = _below(right.page)
            if _action(right) in actions:
                conditions.append(below)
            elif _action(right) == "add" and "change" in actions:
                conditions.append(below & Q(owner=user))
        whole = [condition for condition in conditions if condition == Q()]
        if whole:
            return Q()
        conditions += [
            _below(right.page) & Q(pk__in=records_of(user))
            for right in self.own_rights(user)
            if _action(right) in actions
        ]
        return reduce(or_, dict.fromkeys(conditions), NOTHING)

    def _places_to_add(self, user: Person) -> Q:
        """Return the condition for the pages under which the own rights let a person add."""
        adding = [right for right in self.own_rights(user) if _action(right) == "add"]
        if not adding:
            return NOTHING
        records = ContentType.objects.get_for_models(*owned_models()).values()
        is_record = Q(content_type__in=[record.pk for record in records])
        return reduce(or_, [_below(right.page) & ~is_record for right in adding])

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[User]:
        """Return who may do any of this with the page."""
        rights = GroupPagePermission.objects.filter(page__in=instance.get_ancestors(inclusive=True))
        asked = rights.filter(permission__codename__in=self._get_permission_codenames(actions))
        ordinary = asked.exclude(group__name__in=OWNERSHIP_ROLES).values("group")
        own = asked.filter(group__name__in=OWNERSHIP_ROLES).values("group")
        people = Q(groups__in=ordinary) | Q(groups__in=own, pk__in=writers_of(instance))
        if include_superusers:
            people |= Q(is_superuser=True)
        if "change" in actions and "add" not in actions:
            adders = rights.filter(permission__codename="add_page")
            adders = adders.exclude(group__name__in=OWNERSHIP_ROLES).values("group")
            people |= Q(groups__in=adders, pk=instance.owner_id)
        return User.objects.filter(people, is_active=True).distinct()

    def instances_with_direct_explore_permission(self, user: Person) -> Iterable[Page]:
        """Return the pages at which rights of the person begin."""
        pages = list(super().instances_with_direct_explore_permission(user))
        if not user.is_superuser and user.is_active and user.is_authenticated:
            pages += [right.page for right in self.own_rights(user)]
        return pages

    def explorable_instances(self, user: Person) -> QuerySet[Page]:
        """Return the pages that the person meets in the admin: what rights reach, and the way there."""
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        reach = self._reach(user, EXPLORE)
        if reach == Q():
            return self.model._default_manager.all()
        starts = {page.path for page in self.instances_with_direct_explore_permission(user)}
        if not starts:
            return self.model._default_manager.none()
        # Everything above the place at which the ways to all rights part is of no use.
        shared = _shared_length(min(starts), max(starts))
        way = {
            path[:length]
            for path in starts
            for length in range(shared, len(path) + 1, Page.steplen)
        }
        return self.model._default_manager.filter(reach | Q(path__in=sorted(way)))

    def known_instances(self, user: Person) -> QuerySet[Page]:
        """Return the pages of which the person may know: what everybody reads, and what they meet here."""
        if self.sees_every_page(user):
            return Page.objects.all()
        public = Page.objects.live().public()
        met = self.explorable_instances(user)
        return Page.objects.filter(Q(pk__in=met.values("pk")) | Q(pk__in=public.values("pk")))

    def choosable_instances(self, user: Person) -> QuerySet[Page]:
        """Return the pages to link to by way of a chooser, which shows the title of the newest draft.

        A published page whose draft is called otherwise is none for people who may not see that draft.
        """
        known = self.known_instances(user)
        if self.sees_every_page(user):
            return known
        met = self.explorable_instances(user)
        return known.filter(Q(draft_title=F("title")) | Q(pk__in=met.values("pk")))


def _action(right: GroupPagePermission) -> str:
    return str(right.permission.codename.removesuffix("_page"))


def _below(page: Page) -> Q:
    """Return the condition for a page and those below it; empty for the root, which spares a comparison."""
    return Q() if page.depth == 1 else Q(path__startswith=page.path)


def _shared_length(first: str, last: str) -> int:
    """Return how much of two paths in the tree is the same, in whole steps."""
    lengths = range(Page.steplen, len(first) + 1, Page.steplen)
    return max(length for length in lengths if last.startswith(first[:length]))


def page_policy() -> OwnershipPolicy:
    """Return the policy of pages in force."""
    policy = policy_registry.get_by_type(Page)
    assert isinstance(policy, OwnershipPolicy)
    return policy


def register() -> None:
    """Let the whole site ask this policy about pages."""
    register_permission_policy(Page, OwnershipPolicy())
