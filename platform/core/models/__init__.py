"""Models that every app shares: vocabularies, countries, pages, the audit log, the worker's sign of life."""

from core.models.audit import AuditAction, AuditEntry
from core.models.country import Country
from core.models.demonstration import DemonstrationRecord
from core.models.heartbeat import Heartbeat
from core.models.import_run import ImportedRecord, ImportRun
from core.models.links import ExternalLink, LinkScan, LinkUse
from core.models.outgoing_mail import OutgoingMail
from core.models.pages import ContentPage, HomePage, ResourcePageMixin
from core.models.terms import TermedPageForm, TermedPageMixin, TermsField
from core.models.vocabulary import Term, Vocabulary

__all__ = [
    "AuditAction",
    "AuditEntry",
    "ContentPage",
    "Country",
    "DemonstrationRecord",
    "ExternalLink",
    "Heartbeat",
    "HomePage",
    "ImportRun",
    "ImportedRecord",
    "LinkScan",
    "LinkUse",
    "OutgoingMail",
    "ResourcePageMixin",
    "Term",
    "TermedPageForm",
    "TermedPageMixin",
    "TermsField",
    "Vocabulary",
]
