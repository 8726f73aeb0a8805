"""Publishing through the admin's own API, under the same refusal as everywhere."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet

from core.editorial.open_findings import OpenFindings, refuse_open_contribution


class CheckedPublishAction(PublishPageAPIAction):
    """Publishes a page unless others than editors wrote it and a finding is open."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Publish, or say why not."""
        try:
            refuse_open_contribution(instance)
        except OpenFindings as error:
            raise ValidationError({"detail": error.messages}) from error
        return super().execute(instance, data)


class CheckedPagesViewSet(PagesAdminAPIViewSet):
    """The admin's pages with that action."""

    actions = {**PagesAdminAPIViewSet.actions, "publish": CheckedPublishAction}
