"""Whose pictures and documents somebody may use: with the right to upload alone, the own ones."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.models import User


class OwnUploadsPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, which lets people change what they uploaded, and here also choose it."""

    def __init__(self, model: type, auth_model: type | str) -> None:
        """Know the owner as the one who uploaded; the rights are those of `auth_model`."""
        super().__init__(model, auth_model=auth_model, owner_field_name="uploaded_by_user")

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether the person may do this with some file."""
        if action == "choose" and super().user_has_permission(user, "add"):
            return True
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(
        self, user: User, actions: Collection[str], instance: Any
    ) -> bool:
        """Tell whether the person may do any of this with the file."""
        if "choose" in actions and instance.uploaded_by_user_id == user.pk:
            actions = {*actions, "change"}
        return bool(super().user_has_any_permission_for_instance(user, actions, instance))

    def instances_user_has_any_permission_for(
        self, user: User, actions: Collection[str]
    ) -> QuerySet[Any]:
        """Return the files with which the person may do any of this."""
        found = super().instances_user_has_any_permission_for(user, actions)
        if "choose" not in actions or not user.is_authenticated:
            return found
        own = super().instances_user_has_any_permission_for(user, {"change"})
        return found | own.filter(uploaded_by_user=user)


def use_own_uploads(model: type, auth_model: type | str) -> None:
    """Let the whole site ask this policy about a model of files."""
    register_permission_policy(model, OwnUploadsPolicy(model, auth_model))
