"""What answers in the stead of a cluster never fails because of its own index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.fallback import Copy, WithSpare

if TYPE_CHECKING:
    from pathlib import Path


class Away:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def suggest(self, _text: str, **_options: Any) -> Any:
        raise self._error


def test_titles_are_offered_by_nobody_while_neither_the_cluster_nor_its_copy_can_be_asked(
    tmp_path: Path,
) -> None:
    main: Any = Away(EngineUnavailable("away"))
    index: Any = Away(IndexMissing("never made here"))
    spare: Any = None
    copy = Copy(index, tmp_path)

    assert WithSpare(main, spare, copy=copy).suggest("atelier", limit=5) == ()
    assert WithSpare(main, spare).suggest("atelier", limit=5) == ()
