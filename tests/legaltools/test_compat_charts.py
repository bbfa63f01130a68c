"""Creative Commons' charts, cell by cell: one source, two sources, collections."""

from __future__ import annotations

import json

import pytest

from legaltools.catalogue import get
from legaltools.compat import carry, collection, mix

ADAPTERS = (
    "cc0-1.0",
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "cc-by-nc-4.0",
    "cc-by-nd-4.0",
    "cc-by-nc-sa-4.0",
    "cc-by-nc-nd-4.0",
)

ALL_OK = "ok ok ok ok ok ok ok"
NONE = "no no no no no no no"
# Adapters in the order of ADAPTERS; d is Creative Commons' yellow: allowed, not recommended.
ONE_SOURCE = {
    "pdm-1.0": ALL_OK,
    "cc0-1.0": ALL_OK,
    "cc-by-4.0": "d ok ok ok ok ok ok",
    "cc-by-sa-4.0": "no no ok no no no no",
    "cc-by-nc-4.0": "d d d ok d ok ok",
    "cc-by-nd-4.0": NONE,
    "cc-by-nc-sa-4.0": "no no no no no ok no",
    "cc-by-nc-nd-4.0": NONE,
}

# Recommended / discouraged for each pair that may be remixed; the other pairs may not. Either order.
FREE = "cc0 by by-sa by-nc by-nd by-nc-sa by-nc-nd"
BY = "by by-sa by-nc by-nd by-nc-sa by-nc-nd"
NC, NC_YELLOW = "by-nc by-nc-sa by-nc-nd", "cc0 by by-sa by-nd"
PAIRS = {
    ("pdm", "pdm"): (FREE, ""),
    ("pdm", "cc0"): (FREE, ""),
    ("cc0", "cc0"): (FREE, ""),
    ("pdm", "by"): (BY, "cc0"),
    ("cc0", "by"): (BY, "cc0"),
    ("by", "by"): (BY, "cc0"),
    ("pdm", "by-sa"): ("by-sa", ""),
    ("cc0", "by-sa"): ("by-sa", ""),
    ("by", "by-sa"): ("by-sa", ""),
    ("by-sa", "by-sa"): ("by-sa", ""),
    ("pdm", "by-nc"): (NC, NC_YELLOW),
    ("cc0", "by-nc"): (NC, NC_YELLOW),
    ("by", "by-nc"): (NC, NC_YELLOW),
    ("by-nc", "by-nc"): (NC, NC_YELLOW),
    ("pdm", "by-nc-sa"): ("by-nc-sa", ""),
    ("cc0", "by-nc-sa"): ("by-nc-sa", ""),
    ("by", "by-nc-sa"): ("by-nc-sa", ""),
    ("by-nc", "by-nc-sa"): ("by-nc-sa", ""),
    ("by-nc-sa", "by-nc-sa"): ("by-nc-sa", ""),
}
NAMES = ("pdm", "cc0", "by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")

COLLECTIONS = {
    "pdm-1.0": ("ok", "ok"),
    "cc0-1.0": ("ok", "ok"),
    "cc-by-4.0": ("ok", "ok"),
    "cc-by-sa-4.0": ("ok", "ok"),
    "cc-by-nd-4.0": ("ok", "ok"),
    "cc-by-nc-4.0": ("no", "ok"),
    "cc-by-nc-sa-4.0": ("no", "ok"),
    "cc-by-nc-nd-4.0": ("no", "ok"),
}


def key(name):
    return f"{name}-1.0" if name in {"pdm", "cc0"} else f"cc-{name}-4.0"


def verdicts(*sources):
    found = mix([get(source) for source in sources])
    return {adapter: found.target(adapter).verdict for adapter in ADAPTERS}


@pytest.mark.parametrize(
    ("source", "adapter", "verdict"),
    [
        (source, adapter, cell.replace("d", "discouraged"))
        for source, row in ONE_SOURCE.items()
        for adapter, cell in zip(ADAPTERS, row.split(), strict=True)
    ],
)
def test_one_source(source, adapter, verdict):
    assert carry([get(source)], get(adapter)).verdict == verdict
    assert verdicts(source)[adapter] == verdict


@pytest.mark.parametrize(("one", "other"), [(one, other) for one in NAMES for other in NAMES])
def test_two_sources(one, other):
    recommended, discouraged = PAIRS.get((one, other)) or PAIRS.get((other, one)) or ("", "")
    expected = dict.fromkeys(ADAPTERS, "no")
    expected |= dict.fromkeys(map(key, discouraged.split()), "discouraged")
    expected |= dict.fromkeys(map(key, recommended.split()), "ok")

    assert verdicts(key(one), key(other)) == expected


@pytest.mark.parametrize(("one", "other"), [(one, other) for one in NAMES for other in NAMES])
def test_a_pair_blocks_exactly_when_it_may_not_be_remixed(one, other):
    remixed = (one, other) in PAIRS or (other, one) in PAIRS
    assert (mix([get(key(one)), get(key(other))]).blocking == ()) == remixed


@pytest.mark.parametrize("source", COLLECTIONS)
def test_collections(source):
    found = collection(get(source))
    assert (found.commercial.verdict, found.noncommercial.verdict) == COLLECTIONS[source]


@pytest.mark.parametrize("source", COLLECTIONS)
@pytest.mark.parametrize(
    ("carried", "sold"),
    [
        ("cc-by-4.0", True),
        ("cc-by-sa-4.0", True),
        ("cc-by-nd-4.0", True),
        ("cc-by-nc-4.0", False),
        ("cc-by-nc-sa-4.0", False),
        ("cc-by-nc-nd-4.0", False),
    ],
)
def test_the_licence_of_a_collection_says_whether_it_is_commercial(source, carried, sold):
    expected = COLLECTIONS[source][0 if sold else 1]
    assert carry([get(source)], get(carried), use="collection").verdict == expected


@pytest.fixture(scope="module")
def official(real_inputs):
    return json.loads((real_inputs / "licences" / "cc_compat.json").read_text(encoding="utf-8"))


def ours(spdx):
    return {"CC-PDM-1.0": "pdm-1.0"}.get(spdx, spdx.lower())


@pytest.mark.data
def test_the_chart_of_one_source_is_the_official_one(official):
    for source, row in official["single"].items():
        assert verdicts(ours(source)) == {ours(adapter): verdict for adapter, verdict in row.items()}


@pytest.mark.data
def test_the_chart_of_pairs_is_the_official_one(official):
    assert len(official["pairs"]) == 64
    for pair in official["pairs"]:
        found = verdicts(ours(pair["a"]), ours(pair["b"]))
        for verdict, name in (("ok", "recommended"), ("discouraged", "discouraged")):
            assert {adapter for adapter in ADAPTERS if found[adapter] == verdict} == set(map(ours, pair[name])), pair


@pytest.mark.data
def test_the_chart_of_collections_is_the_official_one(official):
    for name, row in official["collection"].items():
        found = collection(get("cc0-1.0" if name == "PD" else f"cc-{name.lower()}-4.0"))
        assert (found.commercial.verdict == "ok") is row["commercial"], name
        assert (found.noncommercial.verdict == "ok") is row["noncommercial"], name
