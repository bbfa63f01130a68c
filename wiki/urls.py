from __future__ import annotations

from django.urls import path

from wiki import views

urlpatterns = [
    path("encore-la/", views.still_logged_in, name="still_logged_in"),
    path("textes-gardes/", views.kept_forms, name="kept_forms"),
    path("textes-gardes/<int:pk>/", views.kept_form, name="kept_form"),
    path("textes-gardes/<int:pk>/jeter/", views.throw_away, name="throw_kept_form_away"),
]
