"""What the roles may do in the directory."""

from accounts.granting import AdminRights, PageRight, grant
from accounts.roles import OWNERSHIP_ROLES, Role
from directory.models import DirectoryPage

# Reaches the entries of their own organisations alone: see `directory.page_policy`.
grant(OWNERSHIP_ROLES, PageRight("change", DirectoryPage))
grant(Role.EDITOR, AdminRights(("directory",)))
