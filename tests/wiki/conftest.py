from __future__ import annotations

import pytest

from tests.factories.pages import home_page


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    """What the forms of another test left waiting is no business of this one."""
    settings.KEPT_DIR = tmp_path / "kept"


@pytest.fixture(autouse=True)
def _site(request):
    if "db" in request.fixturenames:
        home_page()
