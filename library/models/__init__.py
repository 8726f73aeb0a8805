"""Models of the libraries: policies, publications, their editions and documents."""

from library.models.choices import PolicyLevel, PolicyStatus, RelationKind
from library.models.documents import (
    DocumentPageText,
    DocumentVersion,
    LibraryDocument,
    TextState,
)
from library.models.editions import Edition
from library.models.indexes import LibraryPage, PoliciesPage, PublicationsPage
from library.models.monitoring import (
    DeadlineKind,
    FollowedCountry,
    Mechanism,
    MechanismKind,
    MonitoringRound,
    RoundReminder,
)
from library.models.ratifications import Ratification
from library.models.reading_lists import Audience, ReadingList, ReadingListItem
from library.models.records import (
    Author,
    LibraryRecord,
    PolicyPage,
    PolicyRelation,
    PublicationPage,
)
from library.models.take_overs import TakeOver, TakeOverState

__all__ = [
    "Audience",
    "Author",
    "DeadlineKind",
    "DocumentPageText",
    "DocumentVersion",
    "Edition",
    "FollowedCountry",
    "LibraryDocument",
    "LibraryPage",
    "LibraryRecord",
    "Mechanism",
    "MechanismKind",
    "MonitoringRound",
    "PoliciesPage",
    "PolicyLevel",
    "PolicyPage",
    "PolicyRelation",
    "PolicyStatus",
    "PublicationPage",
    "PublicationsPage",
    "Ratification",
    "ReadingList",
    "ReadingListItem",
    "RelationKind",
    "RoundReminder",
    "TakeOver",
    "TakeOverState",
    "TextState",
]
