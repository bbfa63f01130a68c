from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.people import PersonFactory
from wiki.domain import following
from wiki.domain.notices import spread_notices
from wiki.mailing import send_mails
from wiki.models import Delivery


@pytest.fixture
def anne():
    return PersonFactory(display_name="Anne Le Gall", email="anne@example.org", groups=["contributor"])


@pytest.fixture
def marie():
    return PersonFactory(display_name="Marie", email="marie@example.org")


@pytest.fixture
def confirmed():
    """Follow something without an account, the mailbox having said yes."""

    def follow(email, topic, key, rhythm="at_once"):
        one = following.ask_to_follow(email, topic, str(key), rhythm, language="fr")
        following.confirm(one)
        one.refresh_from_db()
        return one

    return follow


@pytest.fixture
def run():
    """What the timer does, once what waits is due."""

    def later(**kwargs):
        spread_notices()
        Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        return send_mails(**kwargs)

    return later
