from __future__ import annotations

import pytest

from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _site(request):
    if "db" in request.fixturenames:
        home_page()


@pytest.fixture
def log_in(client):
    """Log a person of one group in and give the person."""

    def with_group(group, **fields):
        person = PersonFactory(groups=(group,), **fields)
        client.force_login(person, backend=BACKEND)
        return person

    return with_group
