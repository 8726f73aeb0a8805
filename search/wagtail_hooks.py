"""The search in the admin: each part adds its own."""

from search.explaining import admin_hooks as explaining  # noqa: F401 - registers its own
from search.insight import admin_hooks as insight  # noqa: F401 - registers its own
