from __future__ import annotations

import pytest

from tests.factories.pages import home_page
from wiki.models import UnsavedFile


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path, monkeypatch):
    """What the forms of another test left waiting is no business of this one."""
    settings.UNSAVED_DIR = tmp_path / "kept"
    # The storage of the field was made of the setting once.
    monkeypatch.setattr(UnsavedFile._meta.get_field("file").storage, "location", str(settings.UNSAVED_DIR))


@pytest.fixture(autouse=True)
def _site(request):
    if "db" in request.fixturenames:
        home_page()
