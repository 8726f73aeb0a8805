"""Settings of `make run`: one machine, SQLite, the demonstration content, no mail leaves the house."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, SECRET_KEY, VAR_DIR
from config.settings.local_key import local_secret_key

SECRET_KEY = SECRET_KEY or local_secret_key(VAR_DIR)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]
DEMONSTRATION = True
