"""Charts and case studies belong to the organisations that they name; new ones name their author's."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import init_new_page

from directory.ownership import OwnedKind, register_owned
from practices.models import CaseStudyPage, PracticeOrganisation, PracticePage
from practices.own_records import name_default_organisation


def register() -> None:
    """Say how both kinds of records name their organisations, and what an empty form begins with."""
    register_owned(OwnedKind(PracticePage, PracticeOrganisation, page="page_id"))
    register_owned(OwnedKind(CaseStudyPage, CaseStudyPage))
    init_new_page.connect(_begin_record, dispatch_uid="practices.own_organisation")


def _begin_record(sender: object, page: Page, **said: Any) -> None:
    if isinstance(page, (PracticePage, CaseStudyPage)) and page.owner is not None:
        name_default_organisation(page)
