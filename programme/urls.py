from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("programme.urls_outputs")),
    path("", include("programme.urls_papers")),
    path("", include("programme.urls_seats")),
    path("", include("programme.urls_proposing")),
]
