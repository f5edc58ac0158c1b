"""Settings of Percorsi: one file, driven by the environment (see README, "Production")."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PERCORSI_VAR", BASE_DIR / "var"))

# A host other than localhost is production: there the keys are obligatory and cookies are secure.
HOST = os.environ.get("PERCORSI_HOST", "localhost")
PRODUCTION = HOST != "localhost"
DEBUG = environment.flag("PERCORSI_DEBUG")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "PERCORSI_DEBUG shows internals to visitors: unset it, or PERCORSI_HOST."
    )

_keys = environment.keys(development=not PRODUCTION, directory=VAR_DIR)
SECRET_KEY = _keys["SECRET_KEY"].hex()
MASTER_KEY = _keys["MASTER_KEY"]  # bytes: wraps the keys of persons
INDEX_KEY = _keys["INDEX_KEY"]  # bytes: blind indexes
SEALING_KEY = _keys["SEALING_KEY"]  # bytes: seed of the Ed25519 key that seals the trail

ALLOWED_HOSTS = [HOST] if PRODUCTION else ["localhost", "127.0.0.1", "testserver"]
CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"] if PRODUCTION else []

# --- packages -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "djmoney",
    # web: owned by portal
    # end web
    "audit",
    "programme",
    "accounting",
    "people",
    "documents",
    "lifecycle",
    "dote",
    "treasury",
    "expenditure",
    "portal",
]
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- databases ----------------------------------------------------------------------------------
# On PostgreSQL two roles: the owner migrates, the application only reads and writes rows.
_sqlite = f"sqlite:///{VAR_DIR / 'percorsi.sqlite3'}"
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database(os.environ.get("PERCORSI_DATABASE_URL") or _sqlite)
}
_owner = os.environ.get("PERCORSI_OWNER_DATABASE_URL", "")
OWNER_DATABASE: dict[str, Any] | None = environment.database(_owner) if _owner else None
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- requests: the block "web" is owned by portal -----------------------------------------------
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# --- end web ------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside the machine
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# --- language, place and money ------------------------------------------------------------------
LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Rome"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # it would break identifiers in addresses, and years
DEFAULT_CURRENCY = "EUR"
CURRENCIES = ("EUR",)

# --- files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("PERCORSI_STATIC", BASE_DIR / "staticfiles"))
MEDIA_ROOT = VAR_DIR / "uploads"  # never served: pages hand files out after asking who wants them
PERCORSI_STORE = VAR_DIR / "store"  # encrypted evidence; belongs in every backup
PERCORSI_LARGEST_UPLOAD = 15_000_000  # bytes
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PERCORSI_LOG_LEVEL", "WARNING")},
}
