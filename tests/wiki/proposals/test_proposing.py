"""A visitor without an account changes the text of a page: what is kept, what is refused, and nothing is lost."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client, RequestFactory
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from tests.factories.guides import kit_file, make_draft, make_guide, step
from tests.factories.media import make_file
from tests.wiki.proposals.conftest import Proposing, words
from wiki import limits
from wiki.content import content_of
from wiki.models import Proposal

pytestmark = pytest.mark.django_db


def first_step(guide):
    return f"steps-{guide.steps[0].id}"


def test_visitor_changes_a_step_and_only_that_is_kept(proposing, editor):
    guide = make_guide(steps=[step("Accueil", text="<p>On se présante.</p>"), step("Départ")])
    at = first_step(guide)
    post = proposing.open(guide, at)

    answer = proposing.send(
        guide, post, **{f"{at}-text": "On se présente.", "proposal-word": "Une faute", "proposal-name": "Marie"}
    )

    proposal = Proposal.objects.get()
    assert answer["Location"] == f"/propositions/{proposal.token}/"
    assert list(proposal.after) == ["steps"]
    assert proposal.after["steps"][0]["value"]["text"] == "<p>On se présente.</p>"
    assert proposal.after["steps"][1] == proposal.before["steps"][1]
    assert (proposal.signature, proposal.word, proposal.state) == ("Marie", "Une faute", "waiting")
    assert proposal.base_id == guide.live_revision_id


def test_form_at_a_step_shows_that_step_and_folds_the_rest(client):
    guide = make_guide(steps=[step("Accueil"), step("Départ")])

    page = BeautifulSoup(client.get(f"{guide.url}proposer/?ou={first_step(guide)}").content, "html.parser")

    shown = page.select_one(".proposal-form__passage")
    assert shown.select_one("textarea").text.strip() == "On se présente."
    assert page.select_one("details.proposal-form__rest [name=title]") is not None
    assert not page.select_one("details.proposal-form__rest").has_attr("open")
    # Each row keeps its place, whichever stands apart.
    assert [field["value"] for field in page.select("[name=steps-row]:not(template *)")] == [
        row.id for row in guide.steps
    ]


def test_reviewers_are_told_by_mail_with_a_link_straight_to_it(proposing, editor, django_capture_on_commit_callbacks):
    guide = make_guide()
    post = proposing.open(guide, "one_sentence")

    with django_capture_on_commit_callbacks(execute=True):
        proposing.send(guide, post, one_sentence="Marcher et noter.", **{"proposal-email": "marie@example.org"})

    (message,) = mail.outbox
    assert message.to == ["anne@example.org"]
    assert f"/a-relire/{Proposal.objects.get().pk}/" in message.body
    assert "marie@example.org" not in message.body


def test_guide_sets_no_cookie_and_its_form_is_never_cached(client):
    guide = make_guide()

    assert not client.get(guide.url).cookies
    assert {"private", "no-store"} <= set(client.get(f"{guide.url}proposer/")["Cache-Control"].split(", "))


def test_proposal_is_accepted_with_a_csrf_token_alone():
    strict = Client(enforce_csrf_checks=True)
    guide = make_guide()
    post = Proposing(strict).open(guide)

    assert strict.post(f"{guide.url}proposer/", {**post.dict(), "csrfmiddlewaretoken": "x"}).status_code == 403
    assert not Proposal.objects.exists()


def test_unchanged_text_is_told_so(proposing):
    guide = make_guide()

    answer = proposing.send(guide, proposing.open(guide))

    assert answer.status_code == 422
    assert "Vous n’avez rien changé" in words(answer)


def test_form_sent_twice_makes_one_proposal(proposing):
    guide = make_guide()
    post = proposing.open(guide)

    answers = [proposing.send(guide, post, title="Cartographier sa ville") for _time in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Proposal.objects.count() == 1


def test_form_changed_and_sent_again_makes_another(proposing):
    guide = make_guide()
    post = proposing.open(guide)

    proposing.send(guide, post, title="Cartographier sa ville")
    proposing.send(guide, post, title="Cartographier son village")

    assert Proposal.objects.count() == 2


def test_form_sent_an_hour_late_works(proposing, monkeypatch):
    guide = make_guide()
    post = proposing.open(guide)
    monkeypatch.setattr("wiki.limits.time.time", lambda: __import__("time").monotonic() + 4_000_000_000)

    assert proposing.send(guide, post, title="Cartographier sa ville").status_code == 302


def test_form_sent_at_once_is_given_back_with_its_text(client):
    guide = make_guide()
    slow = Proposing(client)

    answer = slow.send(guide, slow.open(guide), title="Cartographier sa ville")

    assert answer.status_code == 422
    assert "Cartographier sa ville" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_honeypot_takes_nothing_and_loses_nothing(proposing):
    guide = make_guide()

    answer = proposing.send(
        guide, proposing.open(guide), title="Achetez ici", **{"proposal-website": "https://spam.example.com"}
    )

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_forged_stamp_is_given_back(proposing):
    guide = make_guide()
    post = proposing.open(guide)
    post["proposal-stamp"] = "x" * 5000

    answer = proposing.send(guide, post, title="Autre")

    assert answer.status_code == 422
    post["proposal-stamp"] = BeautifulSoup(answer.content, "html.parser").select_one("[name=proposal-stamp]")["value"]
    assert proposing.send(guide, post).status_code == 302


@pytest.mark.parametrize(("said", "status"), [("35", 302), (" trente-CINQ. ", 302), ("22", 422), ("", 422)])
def test_question_in_words(proposing, settings, said, status):
    settings.VISITOR_QUESTION, settings.VISITOR_ANSWERS = (
        "Le numéro du département de Rennes ?",
        ["35", "Trente-cinq"],
    )
    guide = make_guide()

    answer = proposing.send(guide, proposing.open(guide), title="Autre", **{"proposal-answer": said})

    assert answer.status_code == status


def test_form_cut_short_is_given_back(proposing):
    guide = make_guide(steps=[step("Un"), step("Deux")])
    post = proposing.open(guide)
    del post["end"]

    answer = proposing.send(guide, post, title="Autre")

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_scripts_are_cleaned(proposing):
    guide = make_guide()
    at = first_step(guide)
    text = "Bonjour <script>alert(1)</script> [ici](javascript:alert(2)) <img src=x onerror=alert(3)>"

    proposing.send(guide, proposing.open(guide, at), **{f"{at}-text": text})

    kept = str([proposal.after for proposal in Proposal.objects.all()])
    assert [bad for bad in ("<script", "javascript:", "onerror") if bad in kept] == []


def test_a_megabyte_is_refused_in_a_sentence_and_kept_in_the_form(proposing):
    guide = make_guide()
    at = first_step(guide)
    text = "mot " * 262_144

    answer = proposing.send(guide, proposing.open(guide, at), **{f"{at}-text": text})

    assert answer.status_code == 422
    assert "caractères" in words(answer)
    assert text.strip() in answer.content.decode()


def test_more_text_than_anybody_reads_is_refused(proposing):
    guide = make_guide()
    at = first_step(guide)

    answer = proposing.send(guide, proposing.open(guide, at), **{f"{at}-text": "mot " * 40_000})

    assert answer.status_code == 422
    assert "Raccourcissez" in words(answer)


def test_flood_from_one_address_is_stopped_and_the_text_kept(proposing):
    guide = make_guide()
    post = proposing.open(guide)

    statuses = [proposing.send(guide, post, title=f"Titre {number}").status_code for number in range(12)]

    assert statuses == [302] * 10 + [429] * 2
    assert "Titre 11" in proposing.send(guide, post, title="Titre 11").content.decode()


def test_flood_from_a_hundred_addresses_is_stopped_and_keeps_no_account_out(proposing, log_in):
    ask = RequestFactory().post("/")
    ask.user = AnonymousUser()
    taken = 0
    for number in range(100):
        ask.META["REMOTE_ADDR"] = f"192.0.2.{number}"
        taken += limits.may_propose(ask)
    guide = make_guide()

    assert taken == 60
    assert proposing.send(guide, proposing.open(guide), title="Un de trop").status_code == 429
    log_in("newcomer")
    assert proposing.send(guide, proposing.open(guide), title="Le mien").status_code == 302


def test_reviewers_get_no_flood_of_mails(proposing, editor, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("wiki.domain.proposal_mail.MOST_TOLD_AN_HOUR", 2)
    guide = make_guide()
    post = proposing.open(guide)

    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            proposing.send(guide, post, title=f"Titre {number}")

    assert Proposal.objects.count() == 5
    # All told after the last one, as in a flood: none of them is the first any more.
    assert len(mail.outbox) == 0


def test_no_more_wait_than_can_be_read(proposing, monkeypatch):
    monkeypatch.setattr("wiki.domain.proposing.MOST_WAITING", 1)
    guide = make_guide()
    proposing.send(guide, proposing.open(guide), title="Un")

    answer = proposing.send(guide, proposing.open(guide), title="Deux")

    assert answer.status_code == 422
    assert Proposal.objects.count() == 1


def test_page_deleted_meanwhile_gives_the_text_back(proposing):
    guide = make_guide()
    post = proposing.open(guide)
    url = guide.url
    guide.delete()

    answer = proposing.client.post(f"{url}proposer/", {**post.dict(), "title": "Ma phrase à garder."})

    assert answer.status_code == 410
    assert "Ma phrase à garder." in words(answer)


def test_page_moved_meanwhile_takes_the_proposal(proposing):
    guide = make_guide()
    post = proposing.open(guide)
    url = guide.url
    guide.slug = "ailleurs"
    guide.save()

    answer = proposing.client.post(f"{url}proposer/", {**post.dict(), "title": "Autre titre"})

    assert answer.status_code == 302
    assert Proposal.objects.get().page_id == guide.pk


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.parametrize("above", [False, True])
def test_page_closed_meanwhile_gives_the_text_back_and_lets_nobody_in(proposing, kind, above):
    guide = make_guide(steps=[step(text="<p>sardine</p>")])
    post = proposing.open(guide)
    del post[f"{first_step(guide)}-text"]
    where = guide.get_parent() if above else guide
    PageViewRestriction.objects.create(page=where, restriction_type=kind, password="secret")

    answer = proposing.client.post(f"{guide.url}proposer/", {**post.dict(), "title": "Ma phrase à garder."})

    assert answer.status_code == 410
    assert "Ma phrase à garder." in words(answer)
    assert "sardine" not in answer.content.decode()
    assert not Proposal.objects.exists()


def test_draft_has_no_form_and_its_version_is_no_base(proposing):
    draft = make_draft("Secret", slug="secret")
    guide = make_guide(steps=[step(text="<p>Publié.</p>")])
    guide.steps[0].value["text"].source = "<p>sardine</p>"
    guide.title = "sardine"
    secret = guide.save_revision(clean=False)
    post = proposing.open(Page.objects.get(pk=guide.pk))
    assert "sardine" not in str(post)
    post["base"] = secret.pk
    post["title"] = ""

    answer = proposing.client.post(f"{guide.url}proposer/", post)

    assert proposing.client.get(f"{draft.url or '/guides/secret/'}proposer/").status_code == 404
    assert "sardine" not in answer.content.decode()


def test_titles_of_hidden_files_and_associations_do_not_show(client):
    closed = Collection.get_first_root_node().add_child(instance=Collection(name="Réserve"))
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = make_file(title="sardine", collection=closed)
    guide = make_guide(steps=[step(files=[document])], files=[kit_file(document)])

    page = client.get(f"{guide.url}proposer/").content.decode()

    assert "sardine" not in page


def test_what_is_chosen_among_files_stays_as_it_is(proposing):
    document = make_file(title="Plan")
    guide = make_guide(steps=[step(files=[document])], files=[kit_file(document)])
    at = first_step(guide)

    proposing.send(guide, proposing.open(guide, at), **{f"{at}-text": "Autre."})

    (after,) = Proposal.objects.values_list("after", flat=True)
    assert list(after) == ["steps"]
    assert after["steps"][0]["value"]["files"] == content_of(guide, ["steps"])["steps"][0]["value"]["files"]


def test_whoever_may_change_the_page_is_led_to_its_form(client, log_in):
    guide = make_guide()
    log_in("editor")

    answer = client.get(f"{guide.url}proposer/?ou=steps-1")

    assert (answer.status_code, answer["Location"]) == (302, f"{guide.url}modifier/?ou=steps-1")


def test_newcomer_proposes_under_their_name(proposing, log_in):
    person = log_in("newcomer", display_name="Awa")
    guide = make_guide()
    post = proposing.open(guide)
    assert "proposal-name" not in post

    proposing.send(guide, post, title="Autre")

    assert (Proposal.objects.get().author, Proposal.objects.get().signature) == (person, "Awa")


def test_rows_are_added_by_a_button_without_a_script(proposing):
    guide = make_guide()
    post = proposing.open(guide)

    post["do"] = "materials:add:material"
    answer = proposing.send(guide, post, **{"proposal-word": "Il manque du papier"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert len(page.select("[name=materials-row]:not(template *)")) == 1
    assert page.select_one("[name=proposal-word]").text.strip() == "Il manque du papier"
