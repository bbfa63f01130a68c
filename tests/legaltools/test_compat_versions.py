"""Share-alike version by version: what an adaptation may carry."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.compat import carry, mix

SHARE_ALIKE = [tool for tool in all_tools() if tool.unit in {"by-sa", "by-nc-sa"}]


def verdict(source, licence):
    return carry([get(source)], get(licence)).verdict


def reached(*sources):
    return [tool.key for tool in mix([get(source) for source in sources]).allowed("ok")]


@pytest.mark.parametrize("unit", ["by-sa", "by-nc-sa"])
@pytest.mark.parametrize("country", ["", "-nl"])
def test_1_0_reaches_only_itself(unit, country):
    source = get(f"cc-{unit}-1.0{country}")
    assert [tool.key for tool in SHARE_ALIKE if carry([source], tool).verdict != "no"] == [source.key]


@pytest.mark.parametrize(
    ("source", "licence", "expected"),
    [
        # 2.x: itself, later versions, national versions.
        ("cc-by-sa-2.0", "cc-by-sa-2.0", "ok"),
        ("cc-by-sa-2.0", "cc-by-sa-2.5", "ok"),
        ("cc-by-sa-2.0", "cc-by-sa-3.0", "ok"),
        ("cc-by-sa-2.0", "cc-by-sa-4.0", "ok"),
        ("cc-by-sa-2.0", "cc-by-sa-2.0-fr", "ok"),
        ("cc-by-sa-2.0", "cc-by-sa-3.0-de", "ok"),
        ("cc-by-sa-2.0-fr", "cc-by-sa-4.0", "ok"),
        ("cc-by-sa-2.0-fr", "cc-by-sa-2.0-jp", "ok"),
        ("cc-by-sa-2.0-fr", "cc-by-sa-2.0", "unknown"),
        ("cc-by-sa-2.1-jp", "cc-by-sa-3.0", "ok"),
        ("cc-by-nc-sa-2.5", "cc-by-nc-sa-4.0", "ok"),
        ("cc-by-sa-2.5", "cc-by-sa-2.0", "no"),
        ("cc-by-sa-2.5", "cc-by-sa-1.0", "no"),
        ("cc-by-sa-2.5", "cc-by-sa-2.0-fr", "discouraged"),
        # 3.0: any text of this version or a later one.
        ("cc-by-sa-3.0", "cc-by-sa-3.0-fr", "ok"),
        ("cc-by-sa-3.0-fr", "cc-by-sa-3.0", "ok"),
        ("cc-by-sa-3.0-igo", "cc-by-sa-3.0-de", "ok"),
        ("cc-by-sa-3.0-de", "cc-by-sa-4.0", "ok"),
        ("cc-by-nc-sa-3.0-igo", "cc-by-nc-sa-4.0", "ok"),
        ("cc-by-sa-3.0", "cc-by-sa-2.5", "no"),
        ("cc-by-sa-3.0", "cc-by-sa-2.0-fr", "no"),
        ("cc-by-sa-3.0", "lal-1.3", "no"),
        ("cc-by-sa-3.0", "gpl-3.0", "no"),
        ("cc-by-nc-sa-3.0", "lal-1.3", "no"),
        # 4.0: never back, and to the licences recognised as equivalent.
        ("cc-by-sa-4.0", "cc-by-sa-4.0", "ok"),
        ("cc-by-sa-4.0", "lal-1.3", "ok"),
        ("cc-by-sa-4.0", "gpl-3.0", "ok"),
        ("cc-by-sa-4.0", "cc-by-sa-3.0", "no"),
        ("cc-by-sa-4.0", "cc-by-sa-3.0-fr", "no"),
        ("cc-by-nc-sa-4.0", "cc-by-nc-sa-4.0", "ok"),
        ("cc-by-nc-sa-4.0", "cc-by-nc-sa-3.0", "no"),
        ("cc-by-nc-sa-4.0", "cc-by-sa-4.0", "no"),
        ("cc-by-nc-sa-4.0", "lal-1.3", "no"),
        ("cc-by-nc-sa-4.0", "gpl-3.0", "no"),
        # Elements never change on the way up.
        ("cc-by-sa-2.0", "cc-by-nc-sa-4.0", "no"),
        ("cc-by-nc-sa-2.0", "cc-by-sa-4.0", "no"),
        # Retired.
        ("cc-sa-1.0", "cc-sa-1.0", "ok"),
        ("cc-sa-1.0", "cc-by-sa-4.0", "no"),
        ("cc-nc-sa-1.0", "cc-nc-sa-1.0", "ok"),
        ("cc-nc-sa-1.0", "cc-by-nc-sa-4.0", "no"),
        ("cc-sa-2.0-jp", "cc-by-sa-4.0", "unknown"),
        ("cc-nc-sa-2.0-jp", "cc-by-nc-sa-4.0", "unknown"),
        ("cc-sa-2.0-jp", "cc-by-4.0", "no"),
        # Texts that were not read.
        ("cc-by-sa-1.0-fi", "cc-by-sa-4.0", "unknown"),
        ("cc-by-nc-sa-1.0-il", "cc-by-nc-sa-4.0", "unknown"),
        ("cc-by-sa-1.0-fi", "cc-by-4.0", "no"),
    ],
)
def test_share_alike(source, licence, expected):
    assert verdict(source, licence) == expected


@pytest.mark.parametrize("source", SHARE_ALIKE, ids=lambda tool: tool.key)
def test_no_version_goes_back_to_a_text_for_all_countries(source):
    older = [tool for tool in SHARE_ALIKE if tool.unit == source.unit and tool.version < source.version]
    assert {carry([source], tool).verdict for tool in older if not tool.jurisdiction} <= {"no"}


@pytest.mark.parametrize("key", ["cc-by-sa-3.0-de", "cc-by-sa-2.5-br", "cc-by-nc-sa-2.0-fr"])
def test_a_national_text_that_was_not_read_is_only_probable(key):
    unit = get(key).unit
    (reason,) = carry([get(key)], get(f"cc-{unit}-4.0")).reasons
    assert (reason.certainty, reason.fr.startswith("Probablement")) == ("inferred", True)


@pytest.mark.parametrize(
    ("sources", "licences"),
    [
        (("cc-by-sa-2.0", "cc-by-sa-2.5"), ["cc-by-sa-4.0", "cc-by-sa-2.5"]),
        (("cc-by-sa-2.5", "cc-by-sa-3.0"), ["cc-by-sa-4.0", "cc-by-sa-3.0"]),
        (("cc-by-sa-3.0-fr", "cc-by-sa-4.0"), ["cc-by-sa-4.0"]),
        (("cc-by-sa-3.0", "lal-1.3"), ["cc-by-sa-4.0"]),
        (("cc-by-sa-4.0", "lal-1.3"), ["cc-by-sa-4.0", "lal-1.3"]),
        (("cc-by-sa-1.0", "cc-by-sa-2.0"), []),
        (("cc-by-sa-1.0", "cc-by-sa-1.0-nl"), []),
        (("cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0-fr"), ["cc-by-nc-sa-4.0", "cc-by-nc-sa-3.0-fr"]),
    ],
)
def test_two_share_alike_sources_meet_where_both_can_go(sources, licences):
    assert reached(*sources) == licences


def test_1_0_mixes_with_what_asks_for_nothing():
    assert reached("cc-by-sa-1.0", "cc-by-4.0", "pdm-1.0") == ["cc-by-sa-1.0"]


def test_by_3_0_and_by_4_0_may_be_mixed():
    assert "cc-by-4.0" in reached("cc-by-3.0", "cc-by-4.0")


@pytest.mark.parametrize("version", ["1.0", "2.0", "2.5", "3.0"])
def test_older_by_and_by_nc_follow_the_chart(version):
    assert verdict(f"cc-by-{version}", "cc-by-sa-4.0") == "ok"
    assert verdict(f"cc-by-nc-{version}", "cc-by-nc-sa-4.0") == "ok"
    assert verdict(f"cc-by-nc-{version}", "cc-by-4.0") == "discouraged"


@pytest.mark.parametrize(
    ("key", "words"),
    [("cc-by-nd-4.0", "adapter pour soi"), ("cc-by-nd-3.0-fr", "pas le droit d’adapter")],
)
def test_nd_may_be_adapted_in_private_since_4_0_only(key, words):
    (reason,) = carry([get(key)], get("cc-by-4.0")).reasons
    assert words in reason.fr
