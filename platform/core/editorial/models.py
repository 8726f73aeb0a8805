"""Models of the editorial way: the two steps, what the check found, how it was answered, reminders.

They are defined where their subject is, so that services and steps can use them without a circle.
"""

from core.editorial.reminders import ReminderStage, ReviewReminder
from core.editorial.reports import CheckReport, FindingRow, FindingState
from core.editorial.site_settings import EditorialSettings
from core.editorial.steps import (
    DoNoHarmTask,
    EditorialApprovalTask,
    GuardedTask,
    GuardedTaskState,
)

__all__ = [
    "CheckReport",
    "DoNoHarmTask",
    "EditorialApprovalTask",
    "EditorialSettings",
    "FindingRow",
    "FindingState",
    "GuardedTask",
    "GuardedTaskState",
    "ReminderStage",
    "ReviewReminder",
]
