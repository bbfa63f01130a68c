from __future__ import annotations

import pytest


@pytest.fixture
def uploads_dir(settings, tmp_path):
    """A folder of its own for files that are being added."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR
