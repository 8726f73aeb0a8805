"""Charts and case studies are reviewed by a date: by those who write for their organisations."""

from collections.abc import Iterable

from accounts.models import User
from core.editorial.review_dates import register_reviewed
from directory.ownership import writers_of
from practices.models import CaseStudyPage, PracticePage


def people_of(page: PracticePage | CaseStudyPage) -> Iterable[User]:
    """Return the contributors and managers of the page's organisations, and whoever began it."""
    people = User.objects.filter(pk__in=writers_of(page), is_active=True)
    return [*people, *([page.owner] if page.owner is not None else [])]


register_reviewed(PracticePage, people_of)
register_reviewed(CaseStudyPage, people_of)
