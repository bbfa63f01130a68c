from __future__ import annotations

from django.urls import path

from commons.library import views

app_name = "media"
urlpatterns = [
    path("medias/", views.media_list, name="list"),
    path("medias/<slug:slug>/", views.media_item, name="item"),
    path("medias/<slug:slug>/integrer/", views.embedded, name="embedded"),
    path("oembed", views.oembed, name="oembed"),
]
