"""Periodic work of the newsletter: each part declares its own."""

from newsletter.alerts import periodic as alerts  # noqa: F401 - registers its own
from newsletter.contributing import periodic as contributing  # noqa: F401 - registers its own
from newsletter.returns import periodic as returns  # noqa: F401 - registers its own
from newsletter.sending import periodic as sending  # noqa: F401 - registers its own
from newsletter.subscribing import forgetting  # noqa: F401 - declares its own
