from __future__ import annotations

import copy
import pickle

import pytest

from legaltools.catalogue import UnknownLicence, all_tools, find_by_url, get
from legaltools.tool import FAMILIES

YES, NO = True, False


@pytest.mark.parametrize(
    ("key", "share", "change", "sell", "credit", "same", "free"),
    [
        ("cc0-1.0", YES, YES, YES, NO, NO, YES),
        ("pdm-1.0", YES, YES, YES, NO, NO, YES),
        ("certification-1.0-us", YES, YES, YES, NO, NO, YES),
        ("cc-by-4.0", YES, YES, YES, YES, NO, YES),
        ("cc-by-sa-4.0", YES, YES, YES, YES, YES, YES),
        ("cc-by-nc-4.0", YES, YES, NO, YES, NO, NO),
        ("cc-by-nc-sa-3.0-fr", YES, YES, NO, YES, YES, NO),
        ("cc-by-nd-2.0-fr", YES, NO, YES, YES, NO, NO),
        ("cc-by-nc-nd-4.0", YES, NO, NO, YES, NO, NO),
        ("cc-by-nd-nc-1.0", YES, NO, NO, YES, NO, NO),
        ("cc-sa-1.0", YES, YES, YES, NO, YES, YES),
        ("cc-nd-nc-2.0-jp", YES, NO, NO, NO, NO, NO),
        ("cc-sampling-1.0", NO, YES, NO, YES, NO, NO),
        # Its data name Distribution, its text only lets the whole be shared without commercial purpose.
        ("cc-sampling-plus-1.0", YES, YES, NO, YES, NO, NO),
        ("cc-nc-sampling-plus-1.0", YES, YES, NO, YES, NO, NO),
        # Allowed in developing nations only, so not here.
        ("cc-devnations-2.0", NO, NO, NO, YES, NO, NO),
        ("etalab-2.0", YES, YES, YES, YES, NO, YES),
        ("lal-1.3", YES, YES, YES, YES, YES, YES),
        ("odbl-1.0", YES, YES, YES, YES, YES, YES),
        ("gfdl-1.3", YES, YES, YES, YES, YES, YES),
        ("all-rights-reserved", NO, NO, NO, NO, NO, NO),
        ("by-permission", NO, NO, NO, NO, NO, NO),
    ],
)
def test_tool_says_what_it_allows_and_asks(key, share, change, sell, credit, same, free):  # noqa: PLR0917 - columns
    tool = get(key)

    assert (tool.allows_sharing, tool.allows_changes, tool.allows_sale) == (share, change, sell)
    assert (tool.needs_credit, tool.share_alike, tool.is_free) == (credit, same, free)


@pytest.mark.parametrize(
    ("key", "family"),
    [
        ("cc0-1.0", "public-domain"),
        ("pdm-1.0", "public-domain"),
        ("certification-1.0-us", "public-domain"),
        ("cc-by-1.0-nl", "by"),
        ("cc-by-sa-3.0-fr", "by-sa"),
        ("cc-by-nc-nd-2.1-jp", "by-nc-nd"),
        ("cc-by-nd-nc-1.0", "by-nc-nd"),
        ("cc-sa-1.0", "other-free"),
        ("cc-nc-1.0", "other"),
        ("cc-sampling-plus-1.0", "other"),
        ("cc-devnations-2.0", "other"),
        ("etalab-2.0", "other-free"),
        ("lal-1.3", "other-free"),
        ("odbl-1.0", "other-free"),
        ("gfdl-1.3", "other-free"),
        ("all-rights-reserved", "reserved"),
        ("by-permission", "reserved"),
    ],
)
def test_tool_belongs_to_a_family(key, family):
    assert get(key).family == family


def test_families_are_all_used_and_no_tool_is_outside_them():
    assert {tool.family for tool in all_tools()} == set(FAMILIES)


def test_tool_is_a_licence_or_public_domain_or_reserved():
    assert [t.key for t in all_tools() if t.is_licence + t.is_public_domain + t.is_reserved != 1] == []


def test_deed_is_in_the_language_asked_for():
    assert get("cc-by-sa-4.0").deed_url("fr-CA") == "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"


def test_deed_of_another_licence_is_its_address():
    assert get("lal-1.3").deed_url("fr") == "https://artlibre.org/licence/lal/"


def test_name_falls_back_to_english():
    assert get("cc-by-4.0").name("br") == "Attribution 4.0 International"


def test_unknown_key_says_what_keys_look_like():
    with pytest.raises(UnknownLicence, match=r"No licence has the key 'cc-by-sa'\. Keys look like 'cc-by-sa-4\.0'"):
        get("cc-by-sa")


def test_every_address_finds_its_own_tool():
    assert [tool.key for tool in all_tools() if tool.url and find_by_url(tool.url) is not tool] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://creativecommons.org/licenses/by/4.0",
        "https://www.creativecommons.org/licenses/by/4.0/",
        " HTTPS://CreativeCommons.org/licenses/by/4.0/ ",
    ],
)
def test_scheme_www_and_last_slash_do_not_matter(url):
    assert find_by_url(url) is get("cc-by-4.0")


@pytest.mark.parametrize("url", ["", "cc-by-4.0", "https://creativecommons.org/licenses/by/4.0/fr/", "ftp://x/", "//"])
def test_other_addresses_find_nothing(url):
    assert find_by_url(url) is None


def test_tool_survives_copies_and_pickles():
    tool = get("cc-by-4.0")

    assert copy.deepcopy(tool) == pickle.loads(pickle.dumps(tool)) == tool  # noqa: S301 - made on this very line
