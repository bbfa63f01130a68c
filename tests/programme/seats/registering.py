"""A person registers: what tests of seats share."""

from __future__ import annotations

import re

from django.core import mail

from wiki import limits

FRENCH = {"accept-language": "fr"}


def asked(client, event, **values):
    said = {
        "occurrence": event.occurrences.first().pk, "name": "Awa Diallo", "email": "awa@example.org", "places": "1",
        "note": "", "stamp": limits.new_stamp(),
    }  # fmt: skip
    return client.post(f"{event.url}inscription/", said | values, headers=FRENCH)


def link_in(message):
    return re.search(r"http://localhost(/inscription/\S+)", message.body)[1]


def pressed(client, link, verb="confirm"):
    return client.post(link, {"do": verb}, headers=FRENCH, follow=True).content.decode()


def registered(client, event, name, **values):
    asked(client, event, name=name, email=f"{name.lower()}@example.org", **values)
    link = link_in(mail.outbox[-1])
    return link, pressed(client, link)
