from __future__ import annotations

from allauth.account import urls as account_urls
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from commons.lineage import urls as lineage_urls
from commons.runs import urls as runs_urls
from community.admin.account import account_view
from config import views
from config.api import api
from config.serving import serve
from programme import urls_coordinating
from web.admin.sentences import admin_sentences
from web.api.handlers import no_such_address
from web.cors import open_to_other_sites
from web.page_cache.policies import never_cached, private
from wiki import urls_editing, urls_following, urls_history, urls_links, urls_review, urls_upkeep

# Wagtail's own two log-in views count no attempts: whoever comes there is sent to ours.
log_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

api_patterns, *api_names = api.urls
api_patterns = [*api_patterns, re_path("", no_such_address)]

handler400 = views.bad_request
handler500 = views.server_error

urlpatterns = [
    # PostgreSQL refuses a NUL byte in a query.
    re_path("\x00", views.no_such_address),
    path("admin/login/", log_in),
    path("_util/login/", log_in),
    # A link, a picture or a mail must not end a session: that takes a button.
    path("admin/logout/", views.log_out),
    path("admin/account/", account_view),
    path("admin/jsi18n/", admin_sentences),
    path("_util/authenticate_with_password/<int:restriction>/<int:page>/", views.password_of_a_page),
    path("documents/authenticate_with_password/<int:restriction>/", views.password_of_a_collection),
    path("admin/", include(wagtailadmin_urls)),
    path("compte/", include("community.urls")),
    path("compte/", include("wiki.urls")),
    path("compte/", include(decorate_urlpatterns(account_urls.urlpatterns, private))),
    path("documents/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, private))),
    path("api/v1/", (decorate_urlpatterns(api_patterns, open_to_other_sites), *api_names)),
    path("langue/<str:language>/", views.choose_language, name="set_language_link"),
    path("favicon.ico", views.favicon),
    path("healthz", never_cached(views.healthz), name="healthz"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}, name="sitemap"),
    path("", include("wiki.text_urls")),
    path("", include("search.urls")),
    path("", include("licences.urls")),
    path("", include("design.urls")),
    path("", include("commons.library.upload_urls")),
    path("", include("commons.guides.urls")),
    path("", include("commons.kits.urls")),
    path("", include("commons.library.downloads_urls")),
    path("", include("commons.library.papers_urls")),
    path("", include("commons.library.urls")),
    path("", include("programme.urls")),
    path("", include("home.urls")),
    path("", include("programme.urls")),
    path("media/<path:path>", never_cached(views.uploaded_file), name="uploaded_file"),
    path("", include("wiki.urls_editing")),
    path("", include("wiki.urls_review")),
    path("", include("commons.runs.urls")),
    path("", include("programme.urls_coordinating")),
    path("", include("wiki.urls_history")),
    path("", include("wiki.urls_following")),
    path("", include("wiki.urls_links")),
    path("", include("wiki.urls_upkeep")),
    path("", include("wiki.urls_sessions")),
    *urls_editing.patterns(serve),
    *urls_review.patterns(serve),
    *urls_history.patterns(serve),
    *urls_following.patterns(serve),
    *urls_links.patterns(serve),
    *urls_upkeep.patterns(serve),
    *lineage_urls.patterns(serve),
    *runs_urls.patterns(serve),
    *urls_coordinating.patterns(serve),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
