from __future__ import annotations

import pytest

from tests.factories.pages import home_page


@pytest.fixture(autouse=True)
def _site():
    home_page()
