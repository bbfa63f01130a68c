"""A browser that is open takes nothing from the tests that commit."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.conftest import MIGRATED_ROWS


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_the_migrations_wrote_is_still_known_once_a_browser_is_open(request):
    request.getfixturevalue("chromium")
    assert hasattr(connection, MIGRATED_ROWS)
