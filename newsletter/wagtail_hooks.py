"""The newsletter in the admin: each part registers its own."""

from newsletter.alerts import admin_hooks as alerts  # noqa: F401 - registers its own
from newsletter.audiences import admin_hooks as audiences  # noqa: F401 - registers its own
from newsletter.composing import admin_hooks as composing  # noqa: F401 - registers its own
from newsletter.contributing import admin_hooks as contributing  # noqa: F401 - registers its own
from newsletter.control import admin_hooks as control  # noqa: F401 - registers its own
from newsletter.readers import admin_hooks as readers  # noqa: F401 - registers its own
