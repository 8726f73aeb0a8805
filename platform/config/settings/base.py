"""Settings that every way of running the site shares; what differs comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
env = environ.Env()

# --- Where things lie -------------------------------------------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# The first finder hands out css/site.css with its parts put in: one request instead of thirty.
STATICFILES_FINDERS = [
    "core.stylesheet.FlatStylesheetFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]

# --- The site ---------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
# Earlier keys: what they signed or encrypted is still read, nothing is written with them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
DEMONSTRATION = False
# Where the quick exit leads: a neutral site. It is a link; nothing is asked of it beforehand.
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", default="https://www.wikipedia.org/")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "core",
    "accounts",
    "search",
    "practices",
    "library",
    "directory",
    "newsletter",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.wagtail_apps.UsersConfig",
    "wagtail.snippets",
    "accounts.wagtail_apps.DocumentsConfig",
    "accounts.wagtail_apps.ImagesConfig",
    "wagtail.search",
    "wagtail.admin",
    # Behind Wagtail's admin, whose workflow mails it takes the place of.
    "core.editorial",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "core.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "directory.admin_gate.AdminGate",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.clean_uploads.middleware.RefusedUploadMiddleware",
    "core.editorial.middleware.EditorialMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
            ],
        },
    },
]

# --- Database, cache, tasks -------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a
    # transaction, so that two writers wait for each other instead of failing half way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)

# Rate limits of the sign-in are counted in the cache, so it must be shared by all processes.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://core_cache")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SESSION_COOKIE_HTTPONLY = True

# --- Language ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# English stands at the root. Another language has addresses of its own (/fr/…) from the moment that an
# editor adds it as a locale.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("it", _("Italian")),
    ("de", _("German")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Mail -------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="resource-centre@localhost")
EMAIL_TIMEOUT = 20
# What a mail service of the web takes the place of SMTP with: a backend of django-anymail and its keys.
if env.str("EMAIL_BACKEND", default=""):
    EMAIL_BACKEND = env.str("EMAIL_BACKEND")
ANYMAIL = env.json("ANYMAIL", default={})

# --- Newsletter -------------------------------------------------------------------------------
# The domain that takes returned mail; empty: the domain of the sender.
BOUNCE_DOMAIN = env.str("BOUNCE_DOMAIN", default="")
# The mailbox that returned mail is read from: imaps://user:password@host:993/INBOX; empty: none is read.
BOUNCE_MAILBOX_URL = env.str("BOUNCE_MAILBOX_URL", default="")
# Shared with whoever reports returned mail over the web; empty: nobody may.
BOUNCE_WEBHOOK_SECRET = env.str("BOUNCE_WEBHOOK_SECRET", default="")
NEWSLETTER_DKIM_SELECTOR = env.str("NEWSLETTER_DKIM_SELECTOR", default="")
NEWSLETTER_DKIM_KEY = env.str("NEWSLETTER_DKIM_KEY", default="")
# The first wait after a temporary refusal; every further one is twice as long.
NEWSLETTER_RETRY_SECONDS = env.float("NEWSLETTER_RETRY_SECONDS", default=60)
# A server that has a whole message may take its time over the answer (RFC 5321, 4.5.3.2).
NEWSLETTER_ANSWER_SECONDS = env.float("NEWSLETTER_ANSWER_SECONDS", default=300)

# --- Sign-in ----------------------------------------------------------------------------------
# One back end: a second one would look every permission up twice, and hash wrong passwords twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# None: compulsory for editors and above wherever the site is not the demonstration.
SECOND_FACTOR_COMPULSORY: bool | None = None
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.entrance_forms.AddEmailForm",
    "change_password": "accounts.entrance_forms.ChangePasswordForm",
    "login": "accounts.entrance_forms.LoginForm",
    "request_login_code": "accounts.entrance_forms.RequestLoginCodeForm",
    "reset_password": "accounts.entrance_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.entrance_forms.ResetPasswordKeyForm",
    "set_password": "accounts.entrance_forms.SetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
# Mails go to whatever address is typed, so few of them: ten people of one office can share a line.
ACCOUNT_RATE_LIMITS = {
    "reset_password": "30/h/ip,5/h/key",
    "request_login_code": "30/h/ip,5/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
MFA_ADAPTER = "accounts.mfa_adapter.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.mfa_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.mfa_forms.AddPasskeyForm",
    "authenticate": "accounts.mfa_forms.AuthenticateForm",
    "authenticate_webauthn": "accounts.mfa_forms.AuthenticatePasskeyForm",
    "login_webauthn": "accounts.mfa_forms.PasskeyLoginForm",
    "reauthenticate": "accounts.mfa_forms.ReauthenticateForm",
    "reauthenticate_webauthn": "accounts.mfa_forms.ReauthenticatePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey stands for two factors, so it always asks for finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Clocks of telephones are wrong by half a minute; a code is still good once only.
MFA_TOTP_TOLERANCE = 1
# Nobody signs up here: the address of an account that signs in is confirmed already.
MFA_ALLOW_UNVERIFIED_EMAIL = True
API_TOKEN_DAYS = env.int("API_TOKEN_DAYS", default=365)

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Resource Centre"
WAGTAILADMIN_BASE_URL = SITE_URL
# Both lead on to the site's own sign-in; who is signed in already is told why a page stays closed.
WAGTAILADMIN_LOGIN_URL = "/admin/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# Uploads lose what they tell of their makers; these limits hold for every way of upload.
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("DOCUMENT_MAX_MEGABYTES", default=100) * 1024 * 1024
# The virus scanner that every upload passes first, as tcp://host:3310 or unix:/path; empty: none.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
# What reading the text of one document may cost; it happens in a process of its own.
DOCUMENT_READ_SECONDS = env.int("DOCUMENT_READ_SECONDS", default=60)
DOCUMENT_READ_MEGABYTES = env.int("DOCUMENT_READ_MEGABYTES", default=400)
DOCUMENT_MOST_PAGES = env.int("DOCUMENT_MOST_PAGES", default=2000)
# Languages in which the words of scans are read where tesseract has them; empty: scans are not read.
OCR_LANGUAGES = env.list("OCR_LANGUAGES", default=["en", "fr", "it", "de", "es"])
OCR_MOST_PAGES = env.int("OCR_MOST_PAGES", default=500)
# Pictures of pages that the reader keeps; they are drawn again when they are wanted again.
READER_PICTURES_MEGABYTES = env.int("READER_PICTURES_MEGABYTES", default=500)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("PICTURE_MAX_MEGABYTES", default=20) * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.int("PICTURE_MAX_MEGAPIXELS", default=60) * 1_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "library.LibraryDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "library.document_forms.LibraryDocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.clean_uploads.forms.CleanImageForm"
# Sizes that the site draws itself from cleaned pictures.
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "h3", "ul", "ol", "link", "document-link"]},
    }
}

# The groups that check and approve what contributors submit; their names are those of accounts.roles.
EDITORIAL_GROUPS = ["Editors", "Administrators"]

# --- Search -----------------------------------------------------------------------------------
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
# Counts of a day, of nobody in particular; see docs/data-protection.md.
COUNT_SEARCHES = env.bool("COUNT_SEARCHES", default=True)

# --- Links to elsewhere -----------------------------------------------------------------------
# Asking other servers is the one thing that this site does of its own accord: only where it is wanted.
CHECK_LINKS = env.bool("CHECK_LINKS", default=False)

# --- Safety of the browser --------------------------------------------------------------------
_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "manifest-src": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _POLICY}
# Wagtail's admin writes inline styles and scripts of its own; its pages are for editors alone.
ADMIN_CONTENT_SECURITY_POLICY = {
    **_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The import page takes many forms at once and says itself how many are too many.
DATA_UPLOAD_MAX_NUMBER_FILES = 500

STORAGES = {
    "default": {"BACKEND": "core.clean_uploads.storage.CleaningStorage"},
    "renditions": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Nothing that a reader types is logged: no request line, no query string.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        # Below an error Django would note the address of every page that was not found.
        "django.request": {"level": "ERROR"},
        # It warns of every attempt with a stack of its own; search.engines says once that the cluster fails.
        "elastic_transport": {"level": "ERROR"},
    },
}
