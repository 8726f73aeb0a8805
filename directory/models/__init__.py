"""Models of the directory: organisations, how to reach them, how they belong, who speaks for them."""

from directory.models.affiliation import Affiliation, AffiliationRole
from directory.models.freshness import (
    AskAnswer,
    AskStep,
    Confirmation,
    ConfirmationAsk,
    EditorsDigest,
    EntryReport,
    EntryWatch,
    FreshnessSettings,
    ReportKind,
)
from directory.models.invitation import INVITATION_DAYS, Invitation, invitation_end
from directory.models.joining import (
    DECIDED_STATES,
    OPEN_STATES,
    Application,
    ApplicationEvent,
    ApplicationEventKind,
    ApplicationState,
    JoiningSettings,
)
from directory.models.membership import MembershipPeriod, MembershipStatus
from directory.models.organisation import (
    ConfirmationMethod,
    DirectoryPage,
    OrganisationPage,
)
from directory.models.reach import Contact, ContactKind, Location, Precision

__all__ = [
    "DECIDED_STATES",
    "INVITATION_DAYS",
    "OPEN_STATES",
    "Affiliation",
    "AffiliationRole",
    "Application",
    "ApplicationEvent",
    "ApplicationEventKind",
    "ApplicationState",
    "AskAnswer",
    "AskStep",
    "Confirmation",
    "ConfirmationAsk",
    "ConfirmationMethod",
    "Contact",
    "ContactKind",
    "DirectoryPage",
    "EditorsDigest",
    "EntryReport",
    "EntryWatch",
    "FreshnessSettings",
    "Invitation",
    "JoiningSettings",
    "Location",
    "MembershipPeriod",
    "MembershipStatus",
    "OrganisationPage",
    "Precision",
    "ReportKind",
    "invitation_end",
]
