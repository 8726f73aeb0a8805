"""What the roles may do with what the admin shows of the search."""

from accounts.granting import ModelRight, grant
from accounts.roles import Role

grant((Role.EDITOR, Role.ADMINISTRATOR), ModelRight("search.view_searchcount"))
grant(Role.ADMINISTRATOR, ModelRight("search.explain_search"))
