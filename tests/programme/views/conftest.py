from __future__ import annotations

import pytest

from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def coordinator(client, edition):
    person = PersonFactory(display_name="Solenn Even")
    edition.coordinators.add(person)
    edition.save()
    client.force_login(person)
    return person
