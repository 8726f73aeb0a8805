"""The refusal of an upload."""

from django.core.exceptions import ValidationError


class RefusedFile(ValidationError):
    """Say in one sentence why a file is not taken; forms show it beside the field."""
