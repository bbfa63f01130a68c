"""Adding media on the site, reading them again, changing what is said of them; each page depends on who asks."""

from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from commons.library import edit_views, upload_review, upload_views
from web.page_cache.policies import private

app_name = "media_upload"
_patterns = [
    path("medias/ajouter/", upload_views.add, name="add"),
    path("medias/ajouter/fichier/", upload_views.add_file, name="add_file"),
    path("medias/ajouter/<uuid:token>/apercu/", upload_views.preview, name="preview"),
    path("medias/a-relire/", upload_review.queue, name="queue"),
    path("medias/a-relire/<uuid:token>/", upload_review.review, name="review"),
    path("medias/<slug:slug>/modifier/", edit_views.edit, name="edit"),
    path("medias/<slug:slug>/licence/", edit_views.licence, name="licence"),
    path("medias/<slug:slug>/retirer/", edit_views.withdraw, name="withdraw"),
]
urlpatterns = decorate_urlpatterns(_patterns, private)
