"""Django's settings: sensible without any variable set, every variable listed in README.md."""

import os
from datetime import timedelta

from csp.constants import NONCE, SELF

from speeches import embedded
from speeches.environment import BASE_DIR, database, fingerprint, flag, secret_key, words

DEBUG = flag("DEBUG", default=False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "speeches.failures.csrf_failure"

# What this installation is.
NON_SECRET_NOTICE = flag("NON_SECRET_NOTICE", default=True)
NON_SECRET_NOTICE_TEXT = "本系统为非涉密系统，严禁处理国家秘密"
DATABASE_URL = os.environ.get("DATABASE_URL") or embedded.MAIN.url
HAS_FOREIGN_DATABASE = embedded.MAIN.url != DATABASE_URL
# Demo accounts have well-known passwords: never beside somebody's real data.
DEMO = flag("DEMO", default=True) and (DEBUG or not HAS_FOREIGN_DATABASE)

INSTALLED_APPS = [
    "speeches",
    "speeches.accounts",
    "speeches.library",
    "speeches.drafting",
    "speeches.review",
    "speeches.desk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "speeches.requests.refuse_huge_bodies",
    "speeches.requests.explain_wrong_method",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "speeches.accounts.middleware.login_for_partials",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "speeches.urls"
WSGI_APPLICATION = "speeches.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "speeches.notice.notice",
            ],
        },
    },
]

DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The library suggests material for a place in a draft; drafting, above it, knows the drafts.
OPEN_DRAFT = "speeches.drafting.places.open_draft"
# Which versions of a draft somebody was sent; drafting asks, review knows.
GIVEN_REVISIONS = "speeches.review.sent.given_revisions"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# Accounts and sessions. A drafter's working day is longer than two hours; a lunch break must not lose a text.
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "speeches.demo_accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"speeches.accounts.passwords.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Five wrong passwords for one name from one address: a pause. Behind one office address others go on working.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Nothing from elsewhere, nothing inline; an import map carries the nonce: {{ request.csp_nonce }}.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
IS_HTTPS = flag("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None

# The address changes with the files, so browsers may keep them for ever, and the modules of one page are
# always of one version. A few hundred files are found at the start: there is no collecting step to forget.
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_URL = f"static/{fingerprint(BASE_DIR / 'static')}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else int(timedelta(days=365).total_seconds())

UPLOAD_LIMIT = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
# Up to here a form says what is wrong with a file; beyond, the body is not even read.
BODY_LIMIT = 64 * 1024 * 1024
# The intake takes a thousand files at once; a few more get a sentence instead of a bare refusal.
DATA_UPLOAD_MAX_NUMBER_FILES = 1_500
# A change set of a long speech is JSON of some megabytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT

# Notices by e-mail: written to the worker's output until a mail server is named.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = flag("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or EMAIL_HOST_USER or "zhibi@localhost"
# What a link in a mail begins with, e.g. https://zhibi.example.cn.
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "").rstrip("/")
# So often a page in front asks whether there are new notices.
NOTICE_SECONDS = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # The level is the handler's too: the worker sets its loggers' to INFO by itself.
    "filters": {"no_farewell": {"()": "speeches.requests.NoFarewell"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "level": "WARNING",
            "filters": ["no_farewell"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django": {"handlers": [], "level": "WARNING"},
        # 404 and 403 are the visitor's business; 5xx are ours.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
