"""What the roles may do in the libraries."""

from accounts.granting import AdminRights, grant
from accounts.roles import Role

grant(Role.EDITOR, AdminRights(("library",)))
