"""Wagtail's apps of accounts, pictures and documents, with what this site puts in their places."""

from wagtail.documents import get_document_model
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images import get_image_model
from wagtail.images.apps import WagtailImagesAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Users and groups, with the views of `accounts.user_admin`."""

    user_viewset = "accounts.user_admin.GuardedUserViewSet"


class ImagesConfig(WagtailImagesAppConfig):
    """Pictures, of which people with the right to upload alone use their own."""

    def ready(self) -> None:
        """Put the policy in the place of the one that Wagtail registers here."""
        from accounts.uploads import use_own_uploads

        super().ready()
        use_own_uploads(get_image_model(), "wagtailimages.Image")


class DocumentsConfig(WagtailDocsAppConfig):
    """Documents, of which people with the right to upload alone use their own."""

    def ready(self) -> None:
        """Put the policy in the place of the one that Wagtail registers here."""
        from accounts.uploads import use_own_uploads

        super().ready()
        # Whatever model holds the documents, Wagtail keeps the rights to them under its own.
        use_own_uploads(get_document_model(), "wagtaildocs.Document")
