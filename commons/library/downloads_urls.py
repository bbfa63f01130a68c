from __future__ import annotations

from django.urls import path

from commons.library import download_views

app_name = "media_download"
urlpatterns = [path("medias/<slug:slug>/telecharger/", download_views.media_file, name="file")]
