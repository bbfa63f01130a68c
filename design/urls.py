from __future__ import annotations

from django.urls import path

from design import views

app_name = "design"
urlpatterns = [
    path("motifs/", views.patterns, name="patterns"),
    path("motifs/carte.png", views.card, name="card"),
    path("motifs/<slug:name>/", views.whole_page, name="whole_page"),
]
