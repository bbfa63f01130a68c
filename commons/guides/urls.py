from __future__ import annotations

from django.urls import path, re_path
from wagtail.views import serve

from commons.guides import views
from commons.guides.exports import route

app_name = "guides"
urlpatterns = [
    path("contribuer/ecrire/", views.write, name="write"),
    path("compte/mes-fiches/", views.my_guides, name="my_guides"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
    path("mots/<slug:slug>/", views.tag, name="tag"),
    # Wagtail serves addresses that end on a slash; a file's name does not. Restrictions apply all the same.
    re_path(route(), serve),
]
