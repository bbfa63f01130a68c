from __future__ import annotations

from django.urls import path

from licences import views

urlpatterns = [
    path("licences/", views.licences, name="licences"),
]
