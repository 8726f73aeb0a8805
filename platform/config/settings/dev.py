"""Settings of `make run`: one machine, SQLite, the demonstration content, no mail leaves the house."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, PORT, SECRET_KEY, STATIC_ROOT, VAR_DIR
from config.settings.local_key import local_secret_key

SECRET_KEY = SECRET_KEY or local_secret_key(VAR_DIR)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]
DEMONSTRATION = True
if "EMAIL_URL" not in os.environ:
    # Mails are shown at /dev/mail/.
    EMAIL_BACKEND = "core.demo_mailbox.backend.MailboxBackend"
# Browsers let http://localhost use passkeys; addresses made of numbers have none anywhere.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Cookies know hosts and no ports: two sites on 127.0.0.1 would sign each other's editors out.
SESSION_COOKIE_NAME = f"sessionid_{PORT}"

# Files are found where they lie: no collectstatic, and a changed stylesheet shows at once.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# whitenoise complains of a directory that is missing, even where it is not used.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
