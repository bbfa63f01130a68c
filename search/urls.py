from __future__ import annotations

from django.urls import path

from search import views
from web.page_cache.policies import keep_with_query

app_name = "search"
urlpatterns = [
    path("recherche/", keep_with_query(views.results), name="results"),
    path("recherche/suggestions/", keep_with_query(views.suggestions), name="suggestions"),
]
