"""What each test asks of the database, so that all of it is asked of another database too, and nothing a hundred times.

A run writes down the shape of every statement of every test that passes, what is odd in its values, and where rows are
locked. A run of `--only-database` after it takes the tests of rules, those that the database refused something, those of
which nothing is known, and of the others as many as ask together all that was asked.
"""

from __future__ import annotations

import heapq
import json
import re
import sys
import time
from collections import Counter
from functools import lru_cache, wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections
from django.db.models import QuerySet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

FOLDER = "questions"
LONG_TEXT = 255  # characters, the most of most columns
WIDE_NUMBER = 2**31  # of four bytes
_LISTS = re.compile(r"(?:%s, )+%s")
_ROWS = re.compile(r"(?:\([^()]*\), )+(\([^()]*\))$")
# The same column held against one value after another, and a value of its own for each row.
_EITHER = re.compile(r"""("\w+"\."\w+" (?:= %s|LIKE %s ESCAPE '\\'))(?: OR \1)+""")
_EACH = re.compile(r"""(WHEN \("\w+"\."\w+" = %s\) THEN [^ ]+ )\1+""")
_NUMBERS = re.compile(r"\d+")
_COMPARES_TEXT = re.compile(r"LIKE|UPPER|LOWER|REGEXP", re.IGNORECASE)
# What is refused, what comes of it and in what words is each database's own.
REFUSED = "refused"
_LEAST = 0.01  # seconds that a test takes at least
# Folders of tests that are run whole on each: rules, what they write and who waits for whom, and what an operator sets.
WHOLE = {"concurrency", "config", "domain", "importing", "search"}


@lru_cache(maxsize=50_000)
def shape_of(sql: str) -> str:
    """A statement whatever the length of its lists, its limits and the names of its savepoints."""
    listed = _ROWS.sub(r"\1", _LISTS.sub("%s", sql))
    return _NUMBERS.sub("0", _EACH.sub(r"\1", _EITHER.sub(r"\1", listed)))


def oddities(sql: str, params: Any, *, many: bool) -> str:
    """What there is in the values that databases take differently."""
    values = [value for row in params for value in row] if many else (params or ())
    found = set()
    for value in values.values() if isinstance(values, dict) else values:
        if isinstance(value, str):
            found |= {"nul"} if "\0" in value else set()
            found |= {"long"} if len(value) > LONG_TEXT else set()
            found |= {"accents"} if not value.isascii() and _COMPARES_TEXT.search(sql) else set()
        elif isinstance(value, int) and abs(value) >= WIDE_NUMBER:
            found.add("wide")
    return " ".join(sorted(found))


@lru_cache(maxsize=50_000)
def name_of(shape: str, odd: str) -> str:
    return blake2b(f"{odd} {shape}".encode(), digest_size=6).hexdigest()


def asked_for_a_lock(select_for_update: Callable[..., Any], heard: set[str]) -> Callable[..., Any]:
    """SQLite has no locks of rows: it is not told, and the places that ask for one are."""

    @wraps(select_for_update)
    def asked(*arguments: Any, **more: Any) -> Any:
        frame = sys._getframe(1)
        while frame.f_back and "site-packages" in frame.f_code.co_filename:
            frame = frame.f_back
        heard.add(name_of(f"{frame.f_code.co_filename} {frame.f_code.co_qualname}", "locked"))
        return select_for_update(*arguments, **more)

    return asked


class Questions:
    """Writes down what is asked. What threads ask is not heard, and their tests are run on each database."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder, self.worker = folder, worker
        self.asked: dict[str, dict[str, Any]] = {}
        self.one: dict[str, Any] | None = None

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if not asks_for_a_database(item) or has_threads(item):
            yield
            return
        heard: set[str] = set()

        def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 -- Django's own
            heard.add(name_of(shape_of(sql), oddities(sql, params, many=many)))
            try:
                return execute(sql, params, many, context)
            except Exception:
                heard.add(REFUSED)
                raise

        self.one = self.asked[item.nodeid] = {"seconds": 0.0, "passed": False, "heard": heard}
        wrappers = connections["default"].execute_wrappers
        wrappers.append(hear)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(QuerySet, "select_for_update", asked_for_a_lock(QuerySet.select_for_update, heard))
            yield
        wrappers.remove(hear)
        self.one = None

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """What the migrations asked, and the time that they took, are not the first test's."""
        if fixturedef.argname != "django_db_setup" or not self.one:
            yield
            return
        before = time.monotonic()
        yield
        self.one["seconds"] -= time.monotonic() - before
        self.one["heard"].clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if one := self.asked.get(report.nodeid):
            one["seconds"] += report.duration
            one["passed"] |= report.when == "call" and report.passed

    def pytest_sessionfinish(self) -> None:
        told = {
            name: [round(one["seconds"], 3), sorted(one["heard"])] for name, one in self.asked.items() if one["passed"]
        }
        (self.folder / f"{self.worker}.json").write_text(json.dumps(told))


def asks_for_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"})


def has_threads(item: pytest.Item) -> bool:
    """Whether what is asked by others than the test itself is committed for them to see."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool((marker and marker.kwargs.get("transaction")) or fixtures & {"transactional_db", "live_server"})


def forget(folder: Path) -> None:
    for file in folder.glob("*.json"):
        file.unlink()


def known(folder: Path) -> dict[str, tuple[float, frozenset[str]]]:
    """By test, how long it took and what it asked."""
    told: dict[str, tuple[float, frozenset[str]]] = {}
    for file in sorted(folder.glob("*.json")):
        told |= {name: (seconds, frozenset(heard)) for name, (seconds, heard) in json.loads(file.read_text()).items()}
    return told


def is_whole(name: str) -> bool:
    return not WHOLE.isdisjoint(name.partition("::")[0].split("/"))


def enough(tests: Collection[str], told: Mapping[str, tuple[float, frozenset[str]]]) -> set[str]:
    """The tests among these that are run on another database: see above. Of those that ask the same, the quickest."""
    chosen = {name for name in tests if is_whole(name) or name not in told or REFUSED in told[name][1]}
    must = set(chosen)
    asked = set().union(*(told[name][1] for name in chosen if name in told))
    # What a test would bring only shrinks: the best by what was counted last is counted again, and taken if still the best.
    waiting = [(-len(told[name][1]) / (told[name][0] + _LEAST), name) for name in sorted(set(tests) - chosen)]
    heapq.heapify(waiting)
    while waiting:
        _worth, name = heapq.heappop(waiting)
        seconds, heard = told[name]
        if not (new := heard - asked):
            continue
        worth = -len(new) / (seconds + _LEAST)
        if waiting and worth > waiting[0][0]:
            heapq.heappush(waiting, (worth, name))
            continue
        chosen.add(name)
        asked |= new
    return must | _needed(chosen - must, must, told)


def _needed(chosen: set[str], must: set[str], told: Mapping[str, tuple[float, frozenset[str]]]) -> set[str]:
    """Without those taken first whose questions others that were taken later ask as well."""
    times = Counter(one for name in chosen | must if name in told for one in told[name][1])
    for name in sorted(chosen, key=lambda name: (-told[name][0], name)):
        if all(times[one] > 1 for one in told[name][1]):
            times.subtract(told[name][1])
            chosen = chosen - {name}
    return chosen
