"""Garbage collection leaves alone what is loaded for good, and is itself again after a long text."""

from __future__ import annotations

import gc

import pytest

from web import garbage


@pytest.fixture
def asked(monkeypatch):
    """What the collector is told; what this process has frozen stays so."""
    told = []
    for name in ("freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda name=name: told.append(name))
    monkeypatch.setattr(gc, "get_freeze_count", lambda: pytest.fail("counts all that is frozen"))
    monkeypatch.setattr(garbage, "_for_good", False)
    return told


def test_collector_leaves_the_site_alone_for_a_while_and_is_itself_again_after_it(asked):
    usual = gc.get_threshold()
    with garbage.left_alone():
        assert asked == ["freeze"]
        assert gc.get_threshold() == (50_000, *usual[1:])
    assert asked == ["freeze", "unfreeze"]
    assert gc.get_threshold() == usual


def test_collector_is_itself_again_after_a_failure(asked):
    usual = gc.get_threshold()
    with pytest.raises(KeyError), garbage.left_alone():
        raise KeyError
    assert (asked, gc.get_threshold()) == (["freeze", "unfreeze"], usual)


def test_what_is_left_alone_for_good_stays_so_and_is_not_counted(asked):
    garbage.leave_alone_for_good()
    with garbage.left_alone():
        pass
    assert asked == ["freeze"]
