from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.order import one_visit_first


def item(name, *fixtures):
    return SimpleNamespace(name=name, path=name.partition("::")[0], fixturenames=fixtures)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["b::1 demo", "b::2 demo", "c::1 demo", "d::1", "e::1"], ["c::1", "d::1", "e::1", "b::1", "b::2"]),
        (["b::1 demo", "b::2 demo", "d::1"], ["d::1", "b::1", "b::2"]),
        (["d::1", "c::1 demo"], ["c::1", "d::1"]),
        (["d::1", "e::1"], ["d::1", "e::1"]),
        ([], []),
    ],
)
def test_demo_is_loaded_by_the_first_test_and_visited_by_the_last(before, after):
    assert [one.name for one in one_visit_first([item(*one.split()) for one in before])] == after
