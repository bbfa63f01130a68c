from __future__ import annotations

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.views import serve

from commons.guides import views
from commons.guides.exports import route

app_name = "guides"
urlpatterns = [
    # Where these were before the wiki had them for every kind of page.
    path("contribuer/ecrire/", RedirectView.as_view(pattern_name="write")),
    path("compte/mes-fiches/", RedirectView.as_view(pattern_name="my_pages")),
    path("themes/<slug:slug>/", views.theme, name="theme"),
    path("mots/<slug:slug>/", views.tag, name="tag"),
    # Wagtail serves addresses that end on a slash; a file's name does not. Restrictions apply all the same.
    re_path(route(), serve),
]
