"""Addresses of files: below the pages that they tell of."""

from __future__ import annotations

from django.urls import path, re_path

from programme.exports.registry import filenames
from programme.views import archive, exports

urlpatterns = [
    path("themes/<slug:slug>/agenda.ics", exports.theme_calendar, name="programme_theme_calendar"),
    # Wagtail serves addresses that end on a slash; a file's name does not. Restrictions apply all the same.
    re_path(rf"^(?P<path>(?:[^/]+/)+)(?P<filename>{filenames()})$", exports.file_below_page, name="programme_file"),
    re_path(r"^(?P<path>(?:[^/]+/)+)archive\.zip$", archive.archive_file, name="programme_archive"),
    re_path(r"^(?P<path>(?:[^/]+/)+)archive\.sha256$", archive.archive_sum, name="programme_archive_sum"),
]
