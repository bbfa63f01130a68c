from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_inputs() -> Path:
    """The folder of works that others wrote; it lies beside a checkout, never in it."""
    if not DATA.is_dir():
        pytest.skip(f"real inputs absent: {DATA.parent.name}/{DATA.name} does not lie beside the checkout")
    return DATA


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser that Debian ships. Where everything is tested (CI is set), it must be there."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found:
        return found
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    return missing("no Chromium here: on Debian, apt install chromium")
