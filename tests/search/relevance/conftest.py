from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import override_settings

from tests.search.relevance import judgements
from tests.search.relevance.asking import indexed, scored

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.search.kinds import EngineKind
    from tests.search.relevance.asking import Score


@pytest.fixture(autouse=True)
def sources() -> None:
    """All that the apps register, instead of the two sources of the other tests of the search."""


@pytest.fixture(scope="session")
def ask(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker
) -> Callable[[EngineKind], list[Score]]:
    """Every query, put once to an engine of this kind."""
    asked: dict[str, list[Score]] = {}

    def of(kind: EngineKind) -> list[Score]:
        if kind.name not in asked:
            folder = tmp_path_factory.mktemp("asked") / "index"
            with override_settings(), django_db_blocker.unblock(), indexed(kind, settings, folder):
                asked[kind.name] = scored(judgements.askable())
        return asked[kind.name]

    return of
