from __future__ import annotations

from django.urls import path

from commons.library import conflict_views, linked_views, verifying_views

app_name = "media_papers"
urlpatterns = [
    path("verifier/", verifying_views.verify, name="verify"),
    path("medias/conflits/", conflict_views.conflicts, name="conflicts"),
    path("medias/conflits/<int:key>/", conflict_views.conflict, name="conflict"),
    path("medias/ailleurs/", linked_views.linked_works, name="linked_works"),
    path("medias/ailleurs/<slug:slug>/", linked_views.linked_work, name="linked"),
]
