"""Addresses of what is printed: below editions and events."""

from __future__ import annotations

from django.urls import re_path

from programme.papers.registry import filenames
from programme.views import papers

urlpatterns = [
    re_path(rf"^(?P<path>(?:[^/]+/)+)(?P<filename>{filenames()})$", papers.paper_below_page, name="programme_paper"),
]
