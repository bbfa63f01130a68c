from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from web.page_cache.policies import private
from wiki.mail_patterns import mail_pattern
from wiki.pool_endpoints import text_document, text_picture
from wiki.rich_text_pattern import rich_text_pattern

_patterns = [
    path("ecrire/image/", text_picture, name="text_picture"),
    path("ecrire/fichier/", text_document, name="text_document"),
    path("motifs/texte/", rich_text_pattern, name="rich_text_pattern"),
    path("motifs/courriels/<slug:name>/", mail_pattern, name="mail_pattern"),
]
urlpatterns = decorate_urlpatterns(_patterns, private)
