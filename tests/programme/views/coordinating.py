"""What tests of coordinators share: addresses, and what a page says."""

from __future__ import annotations

from bs4 import BeautifulSoup

BASE = "/programme/2027/"
COORDINATION = f"{BASE}coordination/"


def drawn(answer):
    return BeautifulSoup(answer.content, "html.parser")


def told(answer):
    return [" ".join(one.get_text(" ").split()) for one in drawn(answer).select(".message-list .message")]
