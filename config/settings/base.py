"""What every installation shares. Environment variables come through `config.environment` alone."""

from __future__ import annotations

from django.conf import global_settings
from django.utils.translation import gettext_lazy as _

from config import environment, servers

environment.load_dotenv()

ROOT = environment.ROOT
VAR_DIR = environment.path("VAR_DIR", ROOT / "var")

## APPLICATIONS

LOCAL_APPS = [
    "config.apps.SiteConfig",
    "home",
    "programme",
    "commons.guides",
    "commons.kits",
    "commons.library",
    "commons.lineage",
    "commons.runs",
    "exporting",
    "importing",
    "licences",
    "licences.explainers",
    "wiki",
    "community",
    "search",
    "design",
    "web",
]
WAGTAIL_APPS = [
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "community.admin.apps.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
]
EXTERNAL_APPS = ["allauth", "allauth.account", "csp"]
DJANGO_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
]
INSTALLED_APPS = LOCAL_APPS + WAGTAIL_APPS + EXTERNAL_APPS + DJANGO_APPS

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.middleware.CompressedWords",
    "web.middleware.PublicPageCache",
    "search.middleware.OneWait",
    # Below the page cache: what a view changes in its policy is stored with its page.
    "web.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "community.middleware.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wiki.session_middleware.WritingSessions",
    "wiki.middleware.KeepTypedText",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "web.concurrency.middleware.AskedAgain",
    "licences.middleware.NotPublishableMiddleware",
    "web.redirects.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context_processors.site",
                "home.navigation.links",
            ],
        },
    },
]

# Widgets are drawn by the project's own templates too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

## PLACE AND LANGUAGE

SITE_NAME = " ".join(environment.text("SITE_NAME", "Communs").split())
BASE_URL = environment.address("BASE_URL", "http://127.0.0.1:8000")
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Our sentences first, then Wagtail's as `web.admin.french` writes them, then its own.
FORMAT_MODULE_PATH = "web.formats"
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "wagtail"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

## DATA

DATABASES = {"default": servers.database(VAR_DIR / "communs.sqlite3")}
if DATABASES["default"]["ENGINE"] == servers.SQLITE:
    # Writers queue instead of failing, and readers never wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening a database takes as long as a quarter of a page: a request finds that of the one before it still open.
DATABASES["default"]["CONN_MAX_AGE"] = 60

# Attempts to log in are counted in "default", by allauth too: visitors who fill the page cache push none of them out.
CACHES = {
    "default": servers.cache("LIMITS_URL", VAR_DIR / "limits", most=50_000, memory=True),
    # A page in two languages is two values.
    "pages": servers.cache("CACHE_URL", VAR_DIR / "cache", most=3000),
    # Bodies of guides, one a language: they stay while other things change. Some 10 kB each on the disk.
    "drawn": servers.cache("CACHE_URL", VAR_DIR / "drawn", most=100_000, part="drawn"),
}
CACHES["renditions"] = CACHES["pages"]
PAGE_CACHE_SECONDS = environment.number("PAGE_CACHE_SECONDS", 300)
API_RATE = environment.rate("API_RATE", "120/m")
# What a visitor writes in X-Forwarded-For is not believed; what so many proxies of ours added is.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0)

MEDIA_ROOT = environment.path("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = "/media/"
# Archives of editions that are over: among the uploads, so that backups hold them. Nobody fetches them from there.
ARCHIVES_DIR = MEDIA_ROOT / "archives"
MEDIA_ACCEL = environment.inside("MEDIA_ACCEL")
# Downloads are made once, with their licence inside, and wait in VAR_DIR/downloads; the oldest go when it is full.
DOWNLOADS_MOST_BYTES = environment.number("DOWNLOADS_MOST_MB", 1000) * 1_000_000
# Texts and files of forms that could not be saved wait here for the people who sent them. Nothing in it has an address.
UNSAVED_DIR = VAR_DIR / "kept"
# Files that contributors are adding, before they are in the pool. Nothing in it has an address of its own either.
UPLOADS_DIR = VAR_DIR / "uploads"
# What is built of guides to be carried away; each file can be built again.
EXPORTS_DIR = VAR_DIR / "exports"
# How many seconds somebody waits for the file itself; later, for a page that tells how far it is.
EXPORTS_PATIENCE = 2.0
EXPORTS_MEGABYTES = environment.number("EXPORTS_MEGABYTES", 1000)
MAP_TILES = environment.tiles("MAP_TILES")
MAP_TILES_CREDIT = environment.text("MAP_TILES_CREDIT", "© OpenStreetMap")
# Photos that visitors send with a report, until somebody has read it.
WAITING_PHOTOS_DIR = VAR_DIR / "waiting-photos"
STATIC_ROOT = environment.path("STATIC_ROOT", VAR_DIR / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "web.stylesheets.StylesheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

## SEARCH

SEARCH_URL = environment.engine("SEARCH_URL", "embedded:")
SEARCH_FALLBACK = environment.one_of("SEARCH_FALLBACK", ["database", "embedded", "none"], "database")
SEARCH_INDEX_DIR = environment.path("SEARCH_INDEX_DIR", VAR_DIR / "search")
# Wagtail's own tasks, each run where it is asked for; an import has each run once a page.
TASKS = {"default": {"BACKEND": "web.tasks.OnceBackend"}}
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {"default": {"BACKEND": "wagtail.search.backends.database"}}

## PEOPLE

AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "community.accounts.temporary.TemporaryAccounts",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "wiki.views.unsaved_forms.form_refused"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Whoever is sent here without the right to go further reads why, instead of being sent back for ever.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
# Whoever holds the mailbox has proved who they are; their browser is known then (community.accounts.login_limits).
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "signup": "community.forms.SignupForm",
    "login": "community.forms.LoginForm",
    "add_email": "community.forms.AddEmailForm",
    "change_password": "community.forms.ChangePasswordForm",
    "set_password": "community.forms.SetPasswordForm",
    "reset_password": "community.forms.ResetPasswordForm",
    "reset_password_from_key": "community.forms.ResetPasswordKeyForm",
    "reauthenticate": "community.forms.ReauthenticateForm",
}
ACCOUNT_ADAPTER = "community.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME} : "
MAY_LOAD_DEMO = True
# A question in words that a visitor answers before what they send is taken, and its answers.
VISITOR_QUESTION, *VISITOR_ANSWERS = (part.strip() for part in environment.text("VISITOR_QUESTION").split(";"))
# Instead of it, work for their browser: how many keys it derives at most.
VISITOR_PROOF = environment.proof("VISITOR_PROOF", least=10, most=5000, question="VISITOR_QUESTION")
REVIEW_MONTHS = environment.number("REVIEW_MONTHS", 24)
TRUST_AFTER = environment.number("TRUST_AFTER", 5)
FOLLOW_MINUTES = environment.number("FOLLOW_MINUTES", 5)
SEATS_KEPT_DAYS = environment.number("SEATS_KEPT_DAYS", 30)
PROPOSALS_KEPT_DAYS = environment.number("PROPOSALS_KEPT_DAYS", 180)

_EMAIL = servers.email("consolemail://")
EMAIL_BACKEND, MAIL_SENT_BY = "community.mail.backend.TolerantBackend", _EMAIL["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 10
EMAIL_HOST, EMAIL_PORT = _EMAIL.get("EMAIL_HOST"), _EMAIL.get("EMAIL_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _EMAIL.get("EMAIL_HOST_USER"), _EMAIL.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL.get("EMAIL_USE_TLS", False), _EMAIL.get("EMAIL_USE_SSL", False)
# With filemail:////a/folder each message is a file there.
EMAIL_FILE_PATH = _EMAIL.get("EMAIL_FILE_PATH")
DEFAULT_FROM_EMAIL = environment.sender(
    "DEFAULT_FROM_EMAIL", f"{SITE_NAME} <noreply@{BASE_URL.split('//')[1].split(':')[0]}>"
)

## WAGTAIL

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
# An address with accents turns into %C3%A0 as soon as somebody pastes it in a message.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# One log-in view: people log in, reset their password and change their address at /compte/.
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "commons.library.admin.rich_text.TextArea"}}
WAGTAILIMAGES_IMAGE_MODEL = "library.LicensedImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "commons.library.admin.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "commons.library.admin.files.FileForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "library.LicensedDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "epub", "geojson", "gpx", "md", "odg", "odp", "ods", "odt", "pdf", "ppt", "pptx", "sb3",
    "svg", "txt", "xls", "xlsx", "zip",
]  # fmt: skip
WAGTAILMEDIA = {
    "MEDIA_MODEL": "library.LicensedMedia",
    "MEDIA_FORM_BASE": "commons.library.admin.files.MediaForm",
    "VIDEO_EXTENSIONS": ["m4v", "mov", "mp4", "ogv", "webm"],
    "AUDIO_EXTENSIONS": ["flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"],
}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True
# What a form may hold beside its files. The longest guide that can be imported has 2,000,000 characters; the editor
# sends each in up to nine bytes (%E2%82%AC). A form that is longer is answered by 413.html.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
# The largest document, sound or video that a contributor may add, and the largest request of any kind: what announces
# more is refused before a byte of it is written. In millions of bytes in the environment.
MEDIA_LARGEST_FILE = environment.number("MEDIA_LARGEST_FILE", 200) * 1_000_000
LARGEST_REQUEST = environment.number("LARGEST_REQUEST", 1000) * 1_000_000
# Everywhere else: the largest guide that can be imported (100 MB), or twenty photos of a phone.
LARGEST_FORM = 120_000_000
LARGE_REQUEST_PATHS = ["/medias/ajouter/", "/admin/"]
# What a request brings is written here first; nothing stays of it but where a process was killed in the middle.
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"
FILE_UPLOAD_HANDLERS = ["web.uploads.BoundedUploads", *global_settings.FILE_UPLOAD_HANDLERS]
# A step of a guide is some 25 fields: five hundred of them get a sentence of the form, and stay in it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

## WHAT PAGES MAY LOAD

# Public pages load nothing from elsewhere and run nothing inline; Wagtail's admin needs inline styles and scripts.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
}
ADMIN_PATH = "/admin/"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # addresses are unique whatever their case, by a constraint that the check cannot see
]
