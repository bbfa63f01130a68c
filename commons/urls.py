from __future__ import annotations

from django.urls import path

from commons import views

app_name = "commons"
urlpatterns = [
    path("themes/<slug:slug>/", views.theme, name="theme"),
    path("mots/<slug:slug>/", views.tag, name="tag"),
]
