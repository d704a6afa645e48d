"""Settings of every process. What an operator may change comes from the environment."""

import os
from contextlib import suppress
from pathlib import Path

import dj_database_url
from django.core.management.utils import get_random_secret_key

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mostrador"
DATA = Path(os.environ.setdefault("MOSTRADOR_DATA", str(ROOT / "var"))).absolute()
DATA.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """Made once per data folder; several machines share one through MOSTRADOR_SECRET_KEY."""
    given = os.environ.get("MOSTRADOR_SECRET_KEY")
    if given:
        return given
    file = DATA / "secret_key"
    if not file.exists():
        # Written whole under another name, then linked: the first of several processes wins.
        unfinished = DATA / f"secret_key.{os.getpid()}"
        unfinished.touch(mode=0o600)
        unfinished.write_text(get_random_secret_key())
        with suppress(FileExistsError):
            file.hardlink_to(unfinished)
        unfinished.unlink()
    return file.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MOSTRADOR_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [url for url in os.environ.get("MOSTRADOR_ORIGINS", "").split(",") if url]
# Where links in mails lead; the demo sets it to its own address.
BASE_URL = os.environ.get("MOSTRADOR_URL", "http://127.0.0.1:8000")
# smtp://user:password@host:port; empty keeps every mail on this machine, as the demo does.
SMTP_URL = os.environ.get("MOSTRADOR_SMTP", "")
# A name server (host or host:port) to ask instead of the machine's own.
NAME_SERVER = os.environ.get("MOSTRADOR_NAME_SERVER", "")
# Signs what the marketplace's own pages say of its people; without it they use POST entries.
ENTRY_KEY = os.environ.get("MOSTRADOR_ENTRY_KEY", "")
# Connectors of the operator's own, as "module:Class module:Class".
CONNECTORS = os.environ.get("MOSTRADOR_CONNECTORS", "").split()
DEMO = (DATA / "demo").exists()
# Agents and operators set up a second step before they see a page of theirs; the demo's doors
# open without any.
SECOND_STEP_REQUIRED = os.environ.get("MOSTRADOR_SECOND_STEP") == "required" and not DEMO
# An OpenID Connect provider that may sign agents and operators in; empty: none does.
OIDC_URL = os.environ.get("MOSTRADOR_OIDC", "").rstrip("/")
OIDC_CLIENT = os.environ.get("MOSTRADOR_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("MOSTRADOR_OIDC_SECRET", "")
# What its button says; empty: words of ours.
OIDC_NAME = os.environ.get("MOSTRADOR_OIDC_NAME", "")

INSTALLED_APPS = [
    "mostrador.site.apps.SiteConfig",
    "mostrador.history",
    "mostrador.sealed",
    "mostrador.people",
    "mostrador.outbox",
    "mostrador.live",
    "mostrador.stores",
    "mostrador.sellers",
    "mostrador.orders",
    "mostrador.contacts",
    "mostrador.cases",
    "mostrador.decisions",
    "mostrador.shadow",
    "mostrador.intake",
    "mostrador.imports",
    "mostrador.connectors",
    "mostrador.pages",
    "mostrador.desk",
    "mostrador.portal",
    "mostrador.helpcentre",
    "mostrador.office",
    "mostrador.api",
    "mostrador.channels.email",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mostrador.site.middleware.content_security_policy",
    # Before all that may answer with a page of ours: each page says what time it is.
    "mostrador.site.middleware.one_moment_per_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Nothing before reads a body; the check of forged posts reads it after all of these.
    "mostrador.site.middleware.bounded_bodies",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mostrador.site.middleware.readers_language",
]

ROOT_URLCONF = "mostrador.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mostrador.pages.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SQLITE_FILE = DATA / "mostrador.sqlite3"
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": SQLITE_FILE,
    "OPTIONS": {
        # A writer that begins as a reader fails when another has written in between.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL, because a mail answered with 250 or a deadline given is a promise.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    },
    # A file also in tests: each connection to memory would be a database of its own.
    "TEST": {"NAME": os.environ.get("MOSTRADOR_TEST_SQLITE")},
}
_url = os.environ.get("DATABASE_URL", "")
DATABASES = {
    "default": dj_database_url.parse(_url, conn_max_age=60, conn_health_checks=True)
    if _url
    else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "mostrador.site.accounts.ClosedAdapter"
ACCOUNT_FORMS = {
    "login": "mostrador.site.accounts.SignInForm",
    "reauthenticate": "mostrador.site.accounts.PasswordForm",
}
# A whole office comes in by one address on Monday morning; who guesses one name is slowed down.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_ADAPTER = "mostrador.site.oidc_provider.KnownPeopleAdapter"
# Leading to the provider's page changes nothing, and a form may be sent to no other host (CSP).
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "mostrador.site.second_step.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "mostrador.site.second_step_forms.SetUpForm",
    "authenticate": "mostrador.site.second_step_forms.SignInCodeForm",
    "reauthenticate": "mostrador.site.second_step_forms.CodeAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A code that was read just before it changed still counts, as RFC 6238 advises.
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_NAME = "language"
# The languages one can choose. Spanish joins them when its catalogue is begun; until then its
# readers get English, and a store's Spanish mails too.
LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "pages" / "locale"]

STATIC_URL = "/static/"
# Served from where they are written: no collecting step between a change and its page.
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
