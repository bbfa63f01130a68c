from __future__ import annotations

from django.urls import path

from design import views

app_name = "design"
urlpatterns = [
    path("site.webmanifest", views.web_manifest, name="web_manifest"),
    path("motifs/", views.patterns, name="patterns"),
    path("motifs/carte.png", views.card, name="card"),
    path("motifs/<slug:name>/", views.whole_page, name="whole_page"),
]
