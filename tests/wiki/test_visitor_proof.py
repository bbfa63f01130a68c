"""A proof of work stands for the question in words, once, for a day, for whoever found it."""

from __future__ import annotations

import base64
import json
import time

import altcha
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from config import environment
from tests.factories.guides import make_guide
from tests.wiki.proposals.conftest import nobody_is_too_fast, proposing, words  # noqa: F401 -- fixtures
from wiki import limits, proof
from wiki.models import Message, Proposal

AGAIN = "La vérification contre les robots est à refaire. Votre texte est toujours là"


@pytest.fixture(autouse=True)
def _asked(settings):
    settings.VISITOR_PROOF = 20
    settings.VISITOR_QUESTION, settings.VISITOR_ANSWERS = "Le numéro du département de Rennes ?", ["35"]
    cache.clear()


def solved(challenge: str) -> str:
    given = altcha.Challenge.from_dict(json.loads(challenge))
    return altcha.Payload(given, altcha.solve_challenge(given)).to_base64()


def challenge_in(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").select_one("[data-proof]")["data-challenge"]


def changed(payload: str, change) -> str:
    content = json.loads(base64.b64decode(payload))
    change(content)
    return base64.b64encode(json.dumps(content).encode()).decode()


def test_work_is_between_half_and_all_of_the_setting(settings):
    settings.VISITOR_PROOF = 10
    found = [json.loads(base64.b64decode(solved(proof.new_challenge())))["solution"]["counter"] for _time in range(8)]

    assert [counter for counter in found if not 5 <= counter < 10] == []


def test_proof_that_was_found_is_read():
    payload = solved(proof.new_challenge())

    assert proof.read_proof(payload) == json.loads(base64.b64decode(payload))["challenge"]["parameters"]["nonce"]


def weaker(content):
    content["challenge"]["parameters"]["keyPrefix"] = ""


def of_another_day(content):
    content["challenge"]["parameters"]["expiresAt"] += 10**9


def unsolved(content):
    content["solution"]["counter"] += 1


def without_signature(content):
    del content["challenge"]["signature"]


def costly(content):
    content["challenge"]["parameters"]["cost"] = 10**12


def counted_in_words(content):
    content["solution"]["counter"] = "many"


@pytest.mark.parametrize("change", [weaker, of_another_day, unsolved, without_signature, costly, counted_in_words])
def test_proof_that_was_tampered_with_is_none(change):
    payload = changed(solved(proof.new_challenge()), change)

    with pytest.raises(proof.BadProof):
        proof.read_proof(payload)


@pytest.mark.parametrize(
    "payload",
    [
        "x", "é", "e30=", "W10=", "bnVsbA==", "====", "\x00", "A" * 2_000_000,
        base64.b64encode(b'{"challenge": [], "solution": 1}').decode(),
        base64.b64encode(b'{"challenge": {"parameters": "a"}, "solution": {}}').decode(),
        base64.b64encode(b"[" * 1400).decode(),
    ],
)  # fmt: skip
def test_what_is_no_proof_is_refused(payload):
    with pytest.raises(proof.BadProof):
        proof.read_proof(payload)


def test_proof_of_another_site_is_none(settings):
    payload = solved(proof.new_challenge())
    settings.SECRET_KEY = "another site"

    with pytest.raises(proof.BadProof):
        proof.read_proof(payload)


def test_proof_lasts_a_day(monkeypatch):
    payload, now = solved(proof.new_challenge()), time.time()
    monkeypatch.setattr("altcha.v2.time.time", lambda: now + 23 * 3600)
    assert proof.read_proof(payload)
    monkeypatch.setattr("altcha.v2.time.time", lambda: now + 25 * 3600)

    with pytest.raises(proof.BadProof):
        proof.read_proof(payload)


def test_proof_is_spent_once_and_the_same_form_may_come_twice():
    assert [proof.spend("a", {"text": ["Un"]}), proof.spend("a", {"text": ["Un"]})] == [True, True]
    assert not proof.spend("a", {"text": ["Deux"]})
    assert proof.spend("b", {"text": ["Deux"]})


@pytest.mark.django_db
def test_proof_stands_for_the_answer_and_is_used_once(proposing):  # noqa: F811
    guide = make_guide()
    page = proposing.client.get(f"{guide.url}proposer/")
    payload = solved(challenge_in(page))
    post = proposing.open(guide)

    for title, statuses in (("Premier", [302, 302]), ("Second", [422])):
        sent = [
            proposing.send(guide, post, title=title, **{"proposal-proof": payload, "proposal-answer": ""})
            for _time in statuses
        ]
        assert [answer.status_code for answer in sent] == statuses

    assert AGAIN in words(sent[-1])
    assert "Second" in sent[-1].content.decode()
    assert Proposal.objects.count() == 1
    again = solved(challenge_in(sent[-1]))
    assert proposing.send(guide, post, title="Second", **{"proposal-proof": again}).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\n \n"])
def test_proof_of_spaces_stands_for_no_answer(proposing, blank):  # noqa: F811
    guide = make_guide()
    post = proposing.open(guide)

    answer = proposing.send(guide, post, title="Sans rien", **{"proposal-proof": blank, "proposal-answer": ""})

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


@pytest.mark.django_db
def test_proof_of_a_text_to_correct_is_asked_anew(proposing):  # noqa: F811
    guide = make_guide()
    post = proposing.open(guide)
    payload = solved(proof.new_challenge())

    unchanged = proposing.send(guide, post, **{"proposal-proof": payload})

    assert unchanged.status_code == 422
    assert "Vous n’avez rien changé" in words(unchanged)
    assert AGAIN not in words(unchanged)
    again = solved(challenge_in(unchanged))
    assert proposing.send(guide, post, title="Autre", **{"proposal-proof": again}).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "status"), [({}, 422), ({"answer": "22"}, 422), ({"answer": "35"}, 302)])
def test_discussion_and_following_ask_the_question_without_a_proof(
    client,
    nobody_is_too_fast,  # noqa: F811
    typed,
    status,
):
    guide = make_guide()

    message = {"do": "say", "text": "Bonjour", "stamp": limits.new_stamp(), **typed}
    follow = {"email": "a@example.org", "rhythm": "at_once", "stamp": limits.new_stamp(), **typed}

    assert client.post(f"{guide.url}discussion/", message).status_code == status
    assert client.post(f"{guide.url}suivre/", follow).status_code == (200 if status == 302 else 422)
    assert Message.objects.count() == (status == 302)


@pytest.mark.django_db
def test_discussion_and_following_take_a_proof_once(client, nobody_is_too_fast):  # noqa: F811
    guide = make_guide()
    payload = solved(challenge_in(client.get(f"{guide.url}suivre/")))

    def follow(email):
        sent = {"email": email, "rhythm": "at_once", "stamp": limits.new_stamp(), "proof": payload}
        return client.post(f"{guide.url}suivre/", sent).status_code

    assert [follow("a@example.org"), follow("b@example.org")] == [200, 422]
    payload = solved(challenge_in(client.get(f"{guide.url}discussion/")))
    said = [
        client.post(
            f"{guide.url}discussion/", {"do": "say", "text": text, "stamp": limits.new_stamp(), "proof": payload}
        )
        for text in ("Un", "Deux")
    ]
    assert [answer.status_code for answer in said] == [302, 422]


@pytest.mark.parametrize(("value", "question", "words_"), [
    ("9", "Où ?; Là", "from 10 to 5000"), ("5001", "Où ?; Là", "from 10 to 5000"), ("200", "", "VISITOR_QUESTION"),
    ("200", "Où ?", "VISITOR_QUESTION"),
])  # fmt: skip
def test_setting_has_bounds_and_needs_a_question(monkeypatch, value, question, words_):
    monkeypatch.setenv("VISITOR_PROOF", value)
    monkeypatch.setenv("VISITOR_QUESTION", question)

    with pytest.raises(ImproperlyConfigured, match=words_):
        environment.proof("VISITOR_PROOF", least=10, most=5000, question="VISITOR_QUESTION")
