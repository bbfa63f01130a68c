"""Caches of files hold nothing for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.conf import settings

from web.expiring import forget_expired, forget_made_files


def test_files_made_long_ago_go_and_newer_ones_stay(tmp_path):
    (tmp_path / "below").mkdir()
    old, new = tmp_path / "below" / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    month_ago = time.time() - 31 * 86_400
    os.utime(old, (month_ago, month_ago))

    assert forget_made_files(tmp_path) == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_folder_that_is_not_there_holds_nothing(tmp_path):
    assert forget_made_files(tmp_path / "nowhere") == 0


@pytest.mark.django_db
def test_what_a_killed_request_left_goes_the_next_day():
    left, coming = (Path(settings.FILE_UPLOAD_TEMP_DIR) / name for name in ("left.upload", "coming.upload"))
    left.write_bytes(b"half a film")
    coming.write_bytes(b"half a film")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(left, (two_days_ago, two_days_ago))

    assert dict(forget_expired())["Requests that broke off"] == 1
    assert (left.exists(), coming.exists()) == (False, True)
