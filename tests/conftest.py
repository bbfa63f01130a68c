from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_inputs() -> Path:
    """The folder of works that others wrote; it lies beside a checkout, never in it."""
    if not DATA.is_dir():
        pytest.skip(f"real inputs absent: {DATA.parent.name}/{DATA.name} does not lie beside the checkout")
    return DATA
