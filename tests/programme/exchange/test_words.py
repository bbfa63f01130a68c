from __future__ import annotations

import pytest

from programme.exchange.words import body_of


@pytest.mark.parametrize(("page", "body"), [
    ("<!DOCTYPE html><html><head><title>Bal</title></head><body class='b'><p>Oui</p></body></html>", "<p>Oui</p>"),
    ("<p>Avant</p><script>alert(1)</script><p>Après</p>", "<p>Avant</p><p>Après</p>"),
    ("<STYLE>p { color: red }</Style >Un <em>bal</em>", "Un <em>bal</em>"),
    ("<script>1</script>a<script>2", "a<script>2"),
    ("<title>a <style>b</title> c", "c"),
    ("headline <header>b</header>", "headline <header>b</header>"),
])  # fmt: skip
def test_of_a_page_the_text_that_people_read_is_taken(page, body):
    assert body_of(page) == body
