"""Settings that every installation shares; what differs is read from the surroundings."""

from __future__ import annotations

from pathlib import Path

from kaoji.site.surroundings import (
    data_folder,
    database,
    is_on,
    listed,
    said,
    secret_key,
    whole_number,
)

DATA = data_folder()
SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = list(listed("HOSTS", otherwise=("localhost", "127.0.0.1", "[::1]")))
CSRF_TRUSTED_ORIGINS = list(listed("ORIGINS", otherwise=()))
ROOT_URLCONF = "kaoji.site.urls"
WSGI_APPLICATION = "kaoji.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- rooms ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "kaoji.web",
    "kaoji.web.jobs",
    "kaoji.apps.audit",
    "kaoji.apps.accounts",
    "kaoji.apps.organisation",
    "kaoji.apps.schemes",
    "kaoji.apps.facts",
    "kaoji.apps.documents",
    "kaoji.apps.appraisals",
    "kaoji.apps.annexes",
    "kaoji.apps.archiving",
    "kaoji.apps.claims",
    "kaoji.apps.feedback",
    "kaoji.apps.improvement",
    "kaoji.apps.nesting",
    "kaoji.apps.ratings",
    "kaoji.apps.selfscore",
    "kaoji.apps.targets",
    "kaoji.apps.verification",
    "kaoji.apps.workbench",
]

MIDDLEWARE = [
    "kaoji.web.middleware.numbered",
    "kaoji.web.middleware.seen_through_proxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kaoji.web.middleware.guarded",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "kaoji.apps.accounts.middleware.watched",
    "kaoji.apps.organisation.middleware.acting",
    "kaoji.web.drafts.settled",
    "kaoji.web.middleware.RefusalsTold",
    "kaoji.apps.audit.middleware.AttemptsRemembered",
    "django_htmx.middleware.HtmxMiddleware",
]

# --- data -----------------------------------------------------------------------------------------

DATABASES = {"default": database(DATA)}
MEDIA_ROOT = DATA / "evidence"
BACKUP_KEEPER = "kaoji.site.rehearsal.KEEPER"

# --- people and sessions --------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
SESSION_ENGINE = "kaoji.web.sessions"
SESSION_COOKIE_NAME = "kaoji_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
OTP_TOTP_ISSUER = "考绩"
# Wrong codes count as wrong passwords do; the policy of sign-in locks both.
OTP_TOTP_THROTTLE_FACTOR = 0

# --- safety ---------------------------------------------------------------------------------------

#: Behind HTTPS, as in production; an installation that has none says `KAOJI_HTTPS=0`.
IS_HTTPS = is_on("HTTPS", otherwise=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kaoji.web.views.stale"
#: Only then is believed what a proxy says: of the protocol, and of where somebody asks from.
IS_BEHIND_PROXY = is_on("PROXY", otherwise=False)
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- pages ----------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "kaoji.web.shell.shell_of",
            ],
            "builtins": ["kaoji.web.templatetags.kaoji"],
        },
    }
]
#: The page of all components: only for developers.
HAS_GALLERY = False
STATIC_URL = "/static/"
STATIC_ROOT = Path(said("STATIC", otherwise=str(DATA / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- reminders ------------------------------------------------------------------------------------

#: Where people open this installation, for links in reminders: `https://kaoji.example.gov.cn`.
SITE_ADDRESS = said("ADDRESS").rstrip("/")
EMAIL_HOST = said("MAIL_HOST")
#: Without a mail server nobody is reminded by mail, and nothing else changes.
MAIL_IS_ON = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_IS_ON else 'dummy'}.EmailBackend"
EMAIL_PORT = whole_number("MAIL_PORT", otherwise=465)
EMAIL_USE_SSL = is_on("MAIL_SSL", otherwise=True)
EMAIL_HOST_USER = said("MAIL_USER")
EMAIL_HOST_PASSWORD = said("MAIL_PASSWORD")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = said("MAIL_FROM", otherwise=EMAIL_HOST_USER or "kaoji@localhost")

# --- words ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = said("TIME_ZONE", otherwise="Asia/Shanghai")
USE_TZ = True
USE_I18N = True

# --- what is written down while running -----------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discreet": {"()": "kaoji.site.discreet.Discreet"}},
    "handlers": {
        "stream": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}
    },
    "root": {"handlers": ["stream"], "level": said("LOG", otherwise="WARNING")},
}
