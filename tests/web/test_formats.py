from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format


def test_a_moment_in_french_says_at_what_time():
    moment = datetime(2026, 3, 14, 9, 5)  # noqa: DTZ001 -- as a template has it, already local

    with translation.override("fr"):
        assert date_format(moment, "DATETIME_FORMAT") == "14 mars 2026 à 9:05"
    with translation.override("en"):
        assert date_format(moment, "DATETIME_FORMAT") == "March 14, 2026, 9:05 a.m."
