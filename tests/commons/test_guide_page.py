from __future__ import annotations

import pytest

from tests.factories.guides import make_guide

pytestmark = pytest.mark.django_db


def test_guide_page_answers(client):
    guide = make_guide()
    assert client.get(guide.url).status_code == 200
