from __future__ import annotations

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from community import views
from web.page_cache.policies import private

_patterns = [
    path("profil/", views.profile, name="community_profile"),
    path("demander-l-acces/", views.ask_for_access, name="community_access"),
]
# Each page of an account depends on who asks.
urlpatterns = decorate_urlpatterns(_patterns, private)
