"""What the roles may do with charts and case studies."""

from accounts.granting import AdminRights, PageRight, grant
from accounts.roles import OWNERSHIP_ROLES, Role
from practices.models import CaseStudyIndexPage, PracticeIndexPage

# Change reaches the records of their own organisations alone: see `directory.page_policy`.
grant(
    OWNERSHIP_ROLES,
    *(
        PageRight(action, index)
        for index in (PracticeIndexPage, CaseStudyIndexPage)
        for action in ("add", "change")
    ),
)
grant(Role.EDITOR, AdminRights(("practices",)))
