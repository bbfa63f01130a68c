from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.schema import facets_signature, schema_of
from search.engines.embedded.view import View
from search.enrich import enriched
from search.query import SearchQuery
from search.understanding.lexicon import Lexicon
from tests.search.corpus import CORPUS, document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path / "index")
    engine.rebuild(enriched(CORPUS), progress=lambda _count: None)
    return engine


def corrected(engine: EmbeddedEngine, q: str) -> str:
    return engine.search(SearchQuery(q=q), facets=()).suggestion


def test_frequencies_are_the_numbers_of_items_that_have_a_stem_in_any_field(engine: EmbeddedEngine) -> None:
    view = View(engine.storage.searcher(), schema_of(facets_signature()), lambda _question: True, lambda: Lexicon(()))

    assert view.frequencies(["radio", "cart", "zzz", "imag"]) == {"radio": 2, "cart": 2, "zzz": 0, "imag": 3}


def test_word_that_a_change_brings_corrects_the_next_question(engine: EmbeddedEngine, tmp_path: Path) -> None:
    reader = EmbeddedEngine(tmp_path / "index")
    assert corrected(reader, "kouign-amannn") == ""

    engine.change(saved=enriched([document("gateau", "Un kouignamann à partager")]), removed=[])

    assert corrected(reader, "kouignamamn") == "kouignamann"
    assert corrected(EmbeddedEngine(tmp_path / "index"), "kouignamamn") == "kouignamann"


def test_word_that_a_rebuild_leaves_out_corrects_nothing(engine: EmbeddedEngine) -> None:
    assert corrected(engine, "podcst") == "podcast"

    engine.rebuild(enriched([item for item in CORPUS if item.pk != "podcast"]), progress=lambda _count: None)

    assert corrected(engine, "podcst") == ""
