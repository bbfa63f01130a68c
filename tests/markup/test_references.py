from __future__ import annotations

import pytest

from markup.references import keys_in, to_portable, to_stored

PICTURES, FILES, PAGES = {12: "images/a.png"}, {5: "files/plan.pdf"}, {3: "/fiches/mare/"}
STORED = (
    '<p data-block-key="a1">Voir <a linktype="document" id="5">le plan</a> et <a id="3" linktype="page">la mare</a>.</p>'
    '<embed embedtype="image" format="left" id="12" alt="L&quot;eau"/><p>a<br/>b</p>'
)
PORTABLE = (
    '<p>Voir <a href="files/plan.pdf">le plan</a> et <a href="/fiches/mare/">la mare</a>.</p>'
    '<p><img src="images/a.png" alt="L&quot;eau"></p><p>a<br>b</p>'
)


def portable(html: str, **known: dict[int, str]) -> str:
    addresses = {"picture": PICTURES, "document": FILES, "page": PAGES} | known
    return to_portable(html, **{kind: items.get for kind, items in addresses.items()})


def stored(html: str) -> str:
    picture, document, page = (
        {address: key for key, address in items.items()}.get for items in (PICTURES, FILES, PAGES)
    )
    return to_stored(html, picture=picture, document=document, page=page)


def test_keys_become_addresses_and_back() -> None:
    assert portable(STORED) == PORTABLE
    assert stored(PORTABLE) == STORED.replace(' data-block-key="a1"', "").replace('id="3" linktype="page"', 'linktype="page" id="3"').replace('"left"', '"fullwidth"')  # fmt: skip


def test_what_has_no_address_leaves_its_words_and_no_picture() -> None:
    assert portable(STORED, picture={}, document={}, page={}) == "<p>Voir le plan et la mare.</p><p>a<br>b</p>"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p><img src="images/b.png" alt="b"></p>', ""),
        ('<p><a href="files/b.pdf">b</a></p>', "<p>b</p>"),
        ('<p><a href="https://a.org/">b</a></p>', '<p><a href="https://a.org/">b</a></p>'),
        ('<p><a href="/ailleurs/">b</a></p>', '<p><a href="/ailleurs/">b</a></p>'),
    ],
)
def test_what_has_no_key_is_left_out_unless_it_leads_somewhere(html: str, kept: str) -> None:
    assert stored(html) == kept


def test_pictures_of_a_paragraph_follow_it() -> None:
    embed = '<embed embedtype="image" format="fullwidth" id="12" alt=""/>'
    assert stored('<p>a <b><img src="images/a.png" alt=""></b> b</p>') == f"<p>a  b</p>{embed}"
    assert stored('<h2><img src="images/a.png" alt=""></h2>') == embed


def test_a_reference_without_key_is_no_error() -> None:
    assert portable('<p>a</p><embed embedtype="image"/><p><a linktype="page">b</a></p>') == "<p>a</p><p>b</p>"


def test_keys_of_a_text() -> None:
    assert keys_in(STORED) == {"picture": {12}, "document": {5}, "page": {3}}
