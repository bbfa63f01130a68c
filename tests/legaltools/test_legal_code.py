"""Where a clause is read."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.legal_code import legal_code

CC = "https://creativecommons.org/licenses/"


@pytest.mark.parametrize(
    ("key", "clause", "language", "address"),
    [
        ("cc-by-sa-4.0", "CC BY-SA 4.0 §3(b)(1)", "fr", f"{CC}by-sa/4.0/legalcode.fr#s3b1"),
        ("cc-by-sa-4.0", "§3(b)(1)", "fr-CA", f"{CC}by-sa/4.0/legalcode.fr#s3b1"),
        ("cc-by-nd-4.0", "§2(a)(1)(B)", "en", f"{CC}by-nd/4.0/legalcode.en#s2a1B"),
        ("cc-by-4.0", "§3(a)(1)(A)(ii)", "en", f"{CC}by/4.0/legalcode.en#s3a1Aii"),
        ("cc-by-4.0", "§2(a)(5)(A)", "en", f"{CC}by/4.0/legalcode.en#s2a5"),
        ("cc-by-4.0", "§4", "de", f"{CC}by/4.0/legalcode.de#s4"),
        ("cc-by-4.0", "§4", "br", f"{CC}by/4.0/legalcode#s4"),
        ("cc-by-4.0", "", "en", f"{CC}by/4.0/legalcode.en"),
        # Earlier texts have one language and name their sections each in its own way.
        ("cc-by-sa-3.0", "§4(b)", "fr", f"{CC}by-sa/3.0/legalcode"),
        ("cc-by-sa-3.0-fr", "§4(b)", "fr", f"{CC}by-sa/3.0/fr/legalcode"),
        ("cc-by-3.0-ca", "§4(b)", "fr", f"{CC}by/3.0/ca/legalcode.fr"),
        ("pdm-1.0", "", "fr", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("lal-1.3", "§2.3", "fr", "https://artlibre.org/licence/lal/"),
        ("by-permission", "", "fr", ""),
    ],
)
def test_address_of_a_clause(key, clause, language, address):
    assert legal_code(get(key), clause, language) == address


def test_no_address_asks_for_a_language_that_does_not_exist():
    french = [tool for tool in all_tools() if legal_code(tool, "", "fr").endswith(".fr")]
    assert [tool.key for tool in french if "fr" not in tool.legalcode_languages] == []
