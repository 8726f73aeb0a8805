"""What control adds to Wagtail's admin: its rights."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks


@hooks.register("register_permissions")
def mailing_permissions() -> QuerySet[Permission]:
    """List the right to decide on mailings among those of the groups."""
    return Permission.objects.filter(
        content_type__app_label="newsletter", codename__in=["view_mailing", "change_mailing"]
    )
