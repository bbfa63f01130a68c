"""The form as a visitor sends it, step by step."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from django.core import mail

from programme.models import Submission
from tests.wiki.history.test_page_history import read, words
from wiki import limits

FRENCH = {"accept-language": "fr"}
WHAT = {
    "title": "Cartographier Recouvrance", "one_sentence": "On marche et on dessine la carte.", "kind": "mapping",
    "language": "fr",
    "body": "Rendez-vous devant la **Corderie**.\n\n- des crayons\n- de bonnes chaussures",
}  # fmt: skip
TIME = {"t0-day": "2027-10-05", "t0-starts": "14:00", "t0-ends": "16:00"}
WHERE = {
    "rows": "1",
    **TIME,
    "place": "",
    "place_name": "Le Hangar",
    "place_town": "Brest",
    "place_access": "De plain-pied.",
}
WHOM = {"audience": ["teens"], "price": "free", "registration": "none"}
WHO = {
    "organisers": "La Passerelle\nLes Amis du Quai", "name": "Nolwenn Le Gall", "email": "nolwenn@example.org",
    "licence": "cc-by-sa-4.0",
}  # fmt: skip


def html(answer):
    return BeautifulSoup(answer.content, "html.parser")


def page(client, url):
    return words(read(client, url).select_one("main"))


def begin(client, *, edition="2027", **values):
    said = {"stamp": limits.new_stamp(), **WHAT, **values}
    return client.post(f"/proposer-un-evenement/?edition={edition}", said, headers=FRENCH)


def begun(client, **values):
    """The address of an event whose first step is stored."""
    answer = begin(client, **values)
    assert answer.status_code == 302, answer.content.decode()
    return re.sub(r"2/$", "", answer["location"])


def step(client, url, number, **values):
    return client.post(f"{url}{number}/", values, headers=FRENCH)


def written(client, *, where=None, **values):
    """All four steps are stored; nothing is sent."""
    url = begun(client, **values)
    for number, said in ((2, where or WHERE), (3, WHOM), (4, WHO)):
        answer = step(client, url, number, **said)
        assert answer.status_code == 302, answer.content.decode()
    return url


def do(client, url, what, **values):
    return client.post(url, {"do": what, **values}, headers=FRENCH)


def sent(client, **values):
    url = written(client, **values)
    answer = do(client, url, "send")
    assert answer.status_code == 302, answer.content.decode()
    return url


def submission():
    return Submission.objects.get()


def link_in(message):
    return re.search(r"https?://[^/]+(/proposer-un-evenement/[^/\s]+/)", message.body).group(1)


def mails_to(address):
    return [one for one in mail.outbox if one.to == [address]]
