"""Readers, issues and deliveries."""

from newsletter.models.alerts import AlertRhythm, SavedSearch, SavedSearchMatch, WelcomeMail
from newsletter.models.consents import (
    ConsentAction,
    ConsentEntry,
    Suppression,
    SuppressionReason,
)
from newsletter.models.contributions import ContributionSlot, SlotState
from newsletter.models.issues import Audience, IssuePage, IssueSnapshot, NewsletterPage
from newsletter.models.mailings import (
    Edition,
    Mailing,
    MailingKind,
    MailingState,
    Recipient,
    RecipientState,
    SendingWorker,
)
from newsletter.models.reports import BounceEvent, BounceKind, ClickCount
from newsletter.models.segments import Segment
from newsletter.models.site_settings import NewsletterSettings, WhenUnsure
from newsletter.models.subscribers import (
    Frequency,
    Subscriber,
    SubscriberInterest,
    SubscriberState,
)

__all__ = [
    "AlertRhythm",
    "Audience",
    "BounceEvent",
    "BounceKind",
    "ClickCount",
    "ConsentAction",
    "ConsentEntry",
    "ContributionSlot",
    "Edition",
    "Frequency",
    "IssuePage",
    "IssueSnapshot",
    "Mailing",
    "MailingKind",
    "MailingState",
    "NewsletterPage",
    "NewsletterSettings",
    "Recipient",
    "RecipientState",
    "SavedSearch",
    "SavedSearchMatch",
    "Segment",
    "SendingWorker",
    "SlotState",
    "Subscriber",
    "SubscriberInterest",
    "SubscriberState",
    "Suppression",
    "SuppressionReason",
    "WelcomeMail",
    "WhenUnsure",
]
