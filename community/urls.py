from __future__ import annotations

from django.urls import path

from community import views

urlpatterns = [
    path("profil/", views.profile, name="community_profile"),
    path("demander-l-acces/", views.ask_for_access, name="community_access"),
]
