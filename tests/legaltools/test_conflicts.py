"""What a record breaks by what it says: every combination of a licence with an original, and changes."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.compat import carry, mix
from legaltools.conflicts import conflicts
from legaltools.credit import Work

GENERAL = [tool for tool in all_tools() if not tool.jurisdiction or tool.jurisdiction == "fr"]


@pytest.mark.parametrize(
    ("key", "clause"),
    [
        ("cc-by-nd-4.0", "CC BY-ND 4.0 §2(a)(1)(B)"),
        ("cc-by-nc-nd-4.0", "CC BY-NC-ND 4.0 §2(a)(1)(B)"),
        ("cc-by-nd-3.0", "CC BY-ND 3.0 §3"),
        ("cc-by-nc-nd-2.0-fr", "CC BY-NC-ND 2.0 FR §3"),
        ("cc-by-nd-nc-1.0", "CC BY-ND-NC 1.0 §3"),
        ("all-rights-reserved", "Code de la propriété intellectuelle, art. L122-4"),
        ("cc-by-4.0", None),
        ("cc-by-nc-sa-3.0", None),
        ("cc0-1.0", None),
        ("by-permission", None),
    ],
)
def test_change_breaks_a_licence_that_forbids_sharing_it(key, clause):
    found = conflicts(Work(title="x", licence=get(key), changes="traduit"))
    assert [(one.field, one.severity, one.clause) for one in found] == (
        [("changes", "breach", clause)] if clause else []
    )


def test_work_that_says_no_change_breaks_nothing():
    assert [tool.key for tool in GENERAL if conflicts(Work(title="x", licence=tool, changes=" . "))] == []


def test_change_is_a_breach_exactly_where_nothing_may_be_made_of_the_work():
    wrong = [
        tool.key
        for tool in GENERAL
        if bool(conflicts(Work(licence=tool, changes="recadré")))
        is not all(t.verdict == "no" for t in mix([tool]).targets)
    ]
    assert wrong == []


def test_every_pair_says_what_the_rules_of_mixing_say():
    pairs = [(source, target) for source in GENERAL[::2] for target in GENERAL[::4]]
    wrong = [
        (source.key, target.key)
        for source, target in pairs
        if bool(conflicts(Work(licence=target, adapted_from=(Work(licence=source),))))
        is not (carry([source], target).verdict == "no")
    ]
    assert wrong == []
    assert len(pairs) > 500


def test_record_without_licence_is_in_conflict_only_where_its_originals_allow_none():
    sa, nc, by = (Work(licence=get(key)) for key in ("cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-4.0"))
    assert [one.field for one in conflicts(Work(title="x", adapted_from=(sa, nc)))] == ["adapted_from"]
    assert conflicts(Work(title="x", adapted_from=(sa, by))) == ()
