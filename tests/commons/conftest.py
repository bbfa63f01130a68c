from __future__ import annotations

import pytest

from community.models import User
from tests.factories.pages import guide_index

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def index():
    return guide_index()


@pytest.fixture
def superuser(client):
    person = User.objects.create_superuser("admin@example.org", "pas-si-secret", display_name="Admin")
    client.force_login(person, backend=BACKEND)
    return person
