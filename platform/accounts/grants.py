"""What the roles may do with what every site has: the admin, pages, pictures, vocabularies, accounts."""

from accounts.granting import (
    PAGE_ACTIONS,
    AdminRights,
    CollectionRight,
    ModelRight,
    PageRight,
    grant,
)
from accounts.roles import OWNERSHIP_ROLES, Role

ENTER = ModelRight("wagtailadmin.access_admin")
WHOLE_TREE = [PageRight(action) for action in PAGE_ACTIONS]
UPLOADS = [CollectionRight("wagtailimages.add_image"), CollectionRight("wagtaildocs.add_document")]
ALL_MEDIA = [
    *UPLOADS,
    CollectionRight("wagtailimages.change_image"),
    CollectionRight("wagtailimages.choose_image"),
    CollectionRight("wagtaildocs.change_document"),
    CollectionRight("wagtaildocs.choose_document"),
    CollectionRight("wagtailcore.add_collection"),
    CollectionRight("wagtailcore.change_collection"),
    CollectionRight("wagtailcore.delete_collection"),
]

grant(OWNERSHIP_ROLES, ENTER, *UPLOADS)
grant(Role.NEWSLETTER_EDITOR, ENTER)
grant(
    Role.EDITOR,
    ENTER,
    *WHOLE_TREE,
    *ALL_MEDIA,
    AdminRights(("core", "editorial", "wagtailredirects")),
    ModelRight("wagtail_localize.submit_translation"),
)
grant(Role.ADMINISTRATOR, ENTER, *WHOLE_TREE, *ALL_MEDIA, AdminRights())
# The admin lists no right to the audit log, so that no other role gets it with those of an app.
grant(Role.ADMINISTRATOR, ModelRight("core.view_auditentry"))
