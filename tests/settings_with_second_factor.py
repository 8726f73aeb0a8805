"""Settings of a served site that insists on the second factor, as every site but the demonstration does."""

from config.settings.dev import *  # noqa: F403

SECOND_FACTOR_COMPULSORY = True
