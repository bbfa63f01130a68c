"""What a licence lets one do, as the search narrows by it: decided by `legaltools` alone."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools
from legaltools.compat import INTENTS, advise
from licences.search_facets import PERMISSIONS, SAID, WANTED, permissions_of
from search.documents import SearchDocument

ALLOWED = ("yes", "yes_if")


def permitted(key: str) -> set[str]:
    return set(permissions_of(SearchDocument(type="x", pk="1", title="", url="", licence=key)))


@pytest.mark.parametrize(("permission", "intent"), [(key, one) for key, wanted in WANTED.items() for one in wanted])
def test_permission_holds_where_the_use_is_allowed(permission: str, intent: str) -> None:
    """All but Sampling, which lets one take a part and change it, and not change the whole (`Tool.allows_changes`)."""
    differ = {
        tool.key
        for tool in all_tools()
        if "sampling" not in tool.key
        and (permission in permitted(tool.key)) != (advise(tool, intent).answer in ALLOWED)
    }

    assert differ == set()


def test_every_use_that_is_said_is_one_of_legaltools() -> None:
    assert set(SAID) <= {intent for wanted in WANTED.values() for intent in wanted}
    assert {one for wanted in WANTED.values() for one in wanted} <= {intent.key for intent in INTENTS}
    assert list(WANTED) == list(PERMISSIONS)


@pytest.mark.parametrize(
    ("licence", "permissions"),
    [
        ("cc-by-sa-4.0", {"sell", "change", "wikimedia"}),
        ("cc0-1.0", {"sell", "change", "wikimedia"}),
        ("cc-by-nc-4.0", {"change"}),
        ("cc-by-nd-4.0", {"sell"}),
        ("cc-by-nc-nd-4.0", set()),
        ("etalab-2.0", {"sell", "change"}),  # Wikimedia Commons is to be asked
        ("all-rights-reserved", set()),
        ("", set()),
    ],
)
def test_what_a_licence_permits(licence: str, permissions: set[str]) -> None:
    assert permitted(licence) == permissions
