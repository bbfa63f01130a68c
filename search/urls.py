from __future__ import annotations

from django.urls import path

from search import feed_views, views
from web.page_cache.policies import cache_with_query

app_name = "search"
urlpatterns = [
    path("recherche/", cache_with_query(views.results), name="results"),
    path("recherche/pourquoi/", cache_with_query(views.why_result), name="why"),
    path("recherche/flux.atom", feed_views.atom, name="atom"),
    path("recherche/flux.json", feed_views.json, name="json"),
    path("recherche/suggestions/", cache_with_query(views.suggestions), name="suggestions"),
]
