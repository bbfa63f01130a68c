from __future__ import annotations

import pytest

from community.models import User
from tests.factories.pages import guide_index, home_page
from tests.factories.people import PersonFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _site():
    home_page()


@pytest.fixture
def index():
    return guide_index()


@pytest.fixture
def log_in(client):
    """Log a person of one group in and give the person."""

    def with_group(group, **fields):
        person = PersonFactory(groups=(group,), **fields)
        client.force_login(person, backend=BACKEND)
        return person

    return with_group


@pytest.fixture
def superuser(client):
    person = User.objects.create_superuser("admin@example.org", "pas-si-secret", display_name="Admin")
    client.force_login(person, backend=BACKEND)
    return person
