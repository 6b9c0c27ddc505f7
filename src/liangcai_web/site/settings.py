"""Settings of the site, all from the environment, safe when nothing is set.

In: ``LIANGCAI_HOME`` (data and keys), ``LIANGCAI_DATABASE_URL`` (a PostgreSQL server for all data; SQLite files in the
home unless set), ``LIANGCAI_HOSTS`` (names the site answers to; loopback unless set),
``LIANGCAI_VERIFY_ADDRESS`` (the page that the QR code of a certificate opens), ``LIANGCAI_LOG`` (off, error, warning,
info or debug: what the files of the log hold), ``LIANGCAI_BALLAST`` (megabytes that are kept for answers).
Out: Django's settings. Follows: the house rules on security: loopback, least privilege, no secret in the repository.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from liangcai_host.home import home_folder, read_or_make_secret
from liangcai_web.site.database import describe_database

HOME = home_folder(os.environ)
WEB = Path(__file__).resolve().parent.parent
SECRET_KEY = read_or_make_secret(HOME, "site")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LIANGCAI_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "liangcai_web.records",
]
MIDDLEWARE = [
    "liangcai_web.pages.request_log.log_request",
    "django.middleware.security.SecurityMiddleware",
    "liangcai_web.pages.security.add_security_headers",
    "liangcai_web.pages.language.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "liangcai_web.pages.accounts.know_account",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "liangcai_web.pages.storable.RefuseUnstorable",
]
ROOT_URLCONF = "liangcai_web.site.urls"
ASGI_APPLICATION = "liangcai_web.site.asgi.application"
SURFACES = (
    "pages",
    "public",
    "applicant",
    "candidate",
    "centre",
    "screener",
    "trainer",
    "supervisor",
    "assessor",
    "authority",
    "bank",
    "invigilator",
    "practice",
)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / surface / "templates" for surface in SURFACES],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liangcai_web.pages.language.describe_language",
            ],
            "builtins": ["liangcai_web.pages.tags", "liangcai_web.pages.item_text"],
        },
    }
]
DATABASE_URL = os.environ.get("LIANGCAI_DATABASE_URL", "")
DATABASES = {"default": describe_database(DATABASE_URL, HOME)}
JOURNAL = DATABASE_URL or HOME / "journal.sqlite3"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / surface / "static" for surface in SURFACES if (WEB / surface / "static").is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "liangcai_web.site.static_files.NamedByContent"},
}

VERIFY_ADDRESS = os.environ.get("LIANGCAI_VERIFY_ADDRESS", "http://127.0.0.1:8000/verify")
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "liangcai_web.pages.errors.show_stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000
LOG_LEVEL = os.environ.get("LIANGCAI_LOG", "info").strip().lower()
if LOG_LEVEL not in ("off", "error", "warning", "info", "debug"):
    raise ImproperlyConfigured("LIANGCAI_LOG: off, error, warning, info, debug")
BALLAST_MEGABYTES = os.environ.get("LIANGCAI_BALLAST", "64")
if not BALLAST_MEGABYTES.isascii() or not BALLAST_MEGABYTES.isdigit():
    raise ImproperlyConfigured("LIANGCAI_BALLAST: megabytes, 64")
BALLAST_BYTES = int(BALLAST_MEGABYTES) * 1_000_000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "liangcai_host.logs.lines.PlainLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
