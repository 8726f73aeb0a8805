"""The product's own name and colours in Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def admin_colours() -> SafeString:
    """Link the sheet that gives the admin the ink and paper of the site."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
