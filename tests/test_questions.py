"""What is asked of one database is asked of another, by as few tests as that takes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from tests.questions import REFUSED, Questions, enough, forget, known, oddities, shape_of


@pytest.mark.parametrize(
    ("sql", "shape"),
    [
        ("SELECT a FROM b WHERE c IN (%s, %s, %s) LIMIT 21", "SELECT a FROM b WHERE c IN (%s) LIMIT 0"),
        ("INSERT INTO a (b, c) VALUES (%s, %s), (%s, %s)", "INSERT INTO a (b, c) VALUES (%s)"),
        ('SAVEPOINT "s140_x7"', 'SAVEPOINT "s0_x0"'),
        ('WHERE ("a"."b" = %s OR "a"."b" = %s OR "a"."b" = %s)', 'WHERE ("a"."b" = %s)'),
        ('WHERE ("a"."b" = %s OR "a"."c" = %s)', 'WHERE ("a"."b" = %s OR "a"."c" = %s)'),
        ("""("a"."b" LIKE %s ESCAPE '\\' OR "a"."b" LIKE %s ESCAPE '\\')""", """("a"."b" LIKE %s ESCAPE '\\')"""),
        (
            'CASE WHEN ("a"."b" = %s) THEN %s WHEN ("a"."b" = %s) THEN %s ELSE NULL END',
            'CASE WHEN ("a"."b" = %s) THEN %s ELSE NULL END',
        ),
        ("SELECT a FROM b ORDER BY c", "SELECT a FROM b ORDER BY c"),
    ],
)
def test_shape_is_the_same_whatever_the_length_of_a_list(sql, shape):
    assert shape_of(sql) == shape


@pytest.mark.parametrize(
    ("sql", "params", "odd"),
    [
        ("a = %s", ("été", 7, None), ""),
        ("a LIKE %s", ("été",), "accents"),
        ("a LIKE %s", ("ete",), ""),
        ("a = %s", ("\0",), "nul"),
        ("a = %s", ("a" * 256,), "long"),
        ("a = %s", (2**31,), "wide"),
        ("a = %(b)s", {"b": "\0"}, "nul"),
        ("a = %s", None, ""),
    ],
)
def test_values_that_databases_take_differently_are_told_apart(sql, params, odd):
    assert oddities(sql, params, many=False) == odd


TOLD = {
    "tests/a.py::slow": (9.0, frozenset("abc")),
    "tests/a.py::quick": (1.0, frozenset("abc")),
    "tests/a.py::other": (5.0, frozenset("cd")),
    "tests/a.py::less": (1.0, frozenset("a")),
    "tests/a.py::nothing": (1.0, frozenset()),
    "tests/a.py::refused": (9.0, frozenset(("a", REFUSED))),
    "tests/wiki/domain/a.py::rule": (9.0, frozenset("a")),
}


def test_all_that_is_asked_is_asked_by_the_quickest_with_rules_refusals_and_what_is_not_known():
    assert enough([*TOLD, "tests/a.py::new"], TOLD) == {
        "tests/a.py::quick",
        "tests/a.py::other",
        "tests/a.py::refused",
        "tests/wiki/domain/a.py::rule",
        "tests/a.py::new",
    }


def test_only_what_the_tests_at_hand_ask_is_asked():
    assert enough(["tests/a.py::slow", "tests/a.py::less"], TOLD) == {"tests/a.py::slow"}


class Item:
    nodeid, fixturenames = "tests/a.py::one", ("db",)

    def get_closest_marker(self, _name):
        return None


def heard(act, tmp_path):
    questions = Questions(tmp_path, "alone")
    running = questions.pytest_runtest_protocol(Item())
    next(running)
    act()
    assert next(running, "ended") == "ended"
    questions.pytest_runtest_logreport(SimpleNamespace(nodeid=Item.nodeid, when="call", passed=True, duration=1.0))
    return questions.asked[Item.nodeid]["heard"]


@pytest.mark.django_db
def test_what_is_asked_where_rows_are_locked_and_what_is_refused_is_heard(tmp_path):
    def read():
        list(Group.objects.all())

    def lock():
        list(Group.objects.select_for_update())

    def refused():
        with pytest.raises(IntegrityError), transaction.atomic():
            Group.objects.bulk_create([Group(name="deux"), Group(name="deux")])

    assert len(heard(read, tmp_path)) == 1
    assert heard(lock, tmp_path) - heard(read, tmp_path) != set()
    assert REFUSED not in heard(lock, tmp_path)
    assert REFUSED in heard(refused, tmp_path)


@pytest.mark.django_db
def test_what_making_the_database_asked_is_not_the_first_tests(tmp_path):
    questions = Questions(tmp_path, "alone")
    running = questions.pytest_runtest_protocol(Item())
    next(running)
    making = questions.pytest_fixture_setup(SimpleNamespace(argname="django_db_setup"))
    next(making)
    list(Group.objects.all())
    next(making, None)
    list(Group.objects.order_by("name").values("name"))
    next(running, None)

    assert len(questions.asked[Item.nodeid]["heard"]) == 1
    assert questions.asked[Item.nodeid]["seconds"] < 0


@pytest.mark.django_db
def test_what_was_heard_is_read_by_the_next_run(tmp_path):
    questions = Questions(tmp_path, "gw0")
    questions.asked = {
        "a": {"seconds": 1.25, "passed": True, "heard": {"x"}},
        "b": {"seconds": 1.0, "passed": False, "heard": {"y"}},
    }
    questions.pytest_sessionfinish()

    assert known(tmp_path) == {"a": (1.25, frozenset("x"))}
    forget(tmp_path)
    assert known(tmp_path) == {}
