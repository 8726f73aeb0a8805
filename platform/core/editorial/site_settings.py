"""What editors decide about the editorial way, for the whole site."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="history", order=600)
class EditorialSettings(BaseGenericSetting):
    """Times of the editorial way."""

    review_after_months = models.PositiveSmallIntegerField(
        _("review after, in months"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("What is published without a “review by” date gets one this long ahead."),
    )
    remind_days_before = models.PositiveSmallIntegerField(
        _("remind beforehand, in days"),
        default=30,
        validators=[MaxValueValidator(365)],
        help_text=_("How long before that date the organisation is reminded, and again after it."),
    )
    keep_audit_months = models.PositiveSmallIntegerField(
        _("keep the audit log, in months"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Older lines are deleted."),
    )

    class Meta:
        """Names shown to editors."""

        verbose_name = _("Editorial way")
