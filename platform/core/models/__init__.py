"""Models that every app shares: vocabularies, countries, the page mixin, plain pages, the worker's sign of life."""

from core.models.country import Country
from core.models.demonstration import DemonstrationRecord
from core.models.heartbeat import Heartbeat
from core.models.pages import ContentPage, HomePage, ResourcePageMixin
from core.models.terms import TermedPageForm, TermedPageMixin, TermsField
from core.models.vocabulary import Term, Vocabulary

__all__ = [
    "ContentPage",
    "Country",
    "DemonstrationRecord",
    "Heartbeat",
    "HomePage",
    "ResourcePageMixin",
    "Term",
    "TermedPageForm",
    "TermedPageMixin",
    "TermsField",
    "Vocabulary",
]
