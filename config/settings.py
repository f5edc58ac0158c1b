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
    # web: owned by portal (its templates come before those of the packages that it dresses)
    "portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django.forms",
    # end web
    "audit",
    "programme",
    "accounting",
    "people",
    "documents",
    "lifecycle",
    "dote",
    "microcredit",
    "startup_grants",
    "treasury",
    "expenditure",
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
PERCORSI_APP_ROLE = DATABASES["default"].get("USER", "") if _owner else ""  # gets its rights here
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # ours alone

# --- requests: the block "web" is owned by portal -----------------------------------------------
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
MIDDLEWARE: list[str] = [
    "portal.middleware.reference.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.language.LanguageMiddleware",
    "portal.middleware.privacy.PrivacyMiddleware",
    "portal.middleware.read_only.ReadOnlyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.signin.second_factor.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "portal.context.page",
            ],
        },
    },
]
FORM_RENDERER = "portal.forms.PortalRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # a GET writes nothing
CSRF_FAILURE_VIEW = "portal.errors.form_expired"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
# Pictures inside Bootstrap Italia's sheet are data addresses; nothing else may be inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "frame-src": ["'none'"],  # pages beside which documents lie open say 'self'
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
CACHES = {  # attempts and used codes: shared by the processes of this machine
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    }
}
DEMONSTRATION = environment.flag("PERCORSI_DEMONSTRATION", default=not PRODUCTION)
HELPLINE = os.environ.get("PERCORSI_HELPLINE", "800 000 000")
LEAVE_TO = "https://www.meteoam.it/"  # where "Leave now" leads: nothing that tells anything

# Signing in: e-mail and password, with a code from the telephone for whoever holds an office.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "portal.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_FORMS = {
    "login": "portal.signin.forms.SignInForm",
    "reauthenticate": "portal.signin.forms.AgainForm",
    "change_password": "portal.signin.forms.NewPasswordForm",
}
MFA_ADAPTER = "portal.signin.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "portal.signin.forms.CodeForm",
    "reauthenticate": "portal.signin.forms.CodeAgainForm",
    "activate_totp": "portal.signin.forms.EnrolForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Percorsi"
MFA_TOTP_TOLERANCE = 1  # a telephone may be half a minute off; no code is taken twice
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by an administrator
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]  # the account, or the account on a known device
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "portal.signin.lockout.bucket"
AXES_LOCKOUT_TEMPLATE = "portal/errors/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login"]  # no address of a person in the table of attempts
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # counting by address would let an attacker change it
# --- end web ------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
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
LANGUAGES = [  # staff pages in the first two, participants' pages in all
    ("it", _("Italian")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ar", _("Arabic")),
]
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
    "formatters": {
        "line": {
            "()": "portal.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(reference)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("PERCORSI_LOG_LEVEL", "WARNING")},
}
