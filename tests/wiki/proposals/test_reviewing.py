"""From the queue to a decision: one load, everything in it; the public page, its history and the author's page after."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, TaskState

from commons.guides.models import GuidePage
from tests.factories.guides import make_draft, make_guide, make_theme, step
from tests.factories.people import PersonFactory
from tests.wiki.proposals.conftest import words
from wiki.content import content_of
from wiki.context.history import on_proposal_by
from wiki.domain import proposing, reviewing
from wiki.domain.editing import Change, Collided, PageGone, Refused, save_change
from wiki.domain.proposing import Sender, propose
from wiki.domain.reviewing import AlreadyDecided
from wiki.kinds import kind_of
from wiki.models import Decision, Proposal, Version

pytestmark = pytest.mark.django_db


def proposal_of(guide, *, name="Marie", email="", account=None, word="Une faute", form="", origin="", **values):
    content = content_of(guide, kind_of(guide).fields) | values
    sender = Sender(account=account, name=name, email=email, origin=origin)
    return propose(guide, content, base=guide.live_revision, sender=sender, form=form or str(values), word=word)


def steps_with(guide, place, html):
    rows = content_of(guide, ["steps"])["steps"]
    rows[place]["value"]["text"] = html
    return rows


def reread(page):
    return GuidePage.objects.get(pk=page.pk)


def test_accepted_it_is_published_and_credited_to_its_author(editor):
    guide = make_guide()
    proposal = proposal_of(guide, title="Cartographier sa ville")

    reviewing.accept(proposal, by=editor)

    version = Version.objects.get(page=guide, number=2)
    assert reread(guide).title == "Cartographier sa ville"
    assert (version.kind, version.signature, version.user, version.summary) == ("accepted", "Marie", None, "Une faute")
    assert version.patrolled_by == editor
    proposal.refresh_from_db()
    assert (proposal.state, proposal.version, proposal.decided_by) == ("accepted", version, editor)


def test_history_says_on_whose_proposal_and_who_accepted_it(client, editor):
    guide = make_guide()
    reviewing.accept(proposal_of(guide, title="Autre"), by=editor)

    row = BeautifulSoup(client.get(f"{guide.url}historique/").content, "html.parser").select_one(".history__row")

    said = " ".join(row.get_text(" ").split())
    assert "sur une proposition de Marie" in said
    assert "proposition acceptée par Anne Le Gall" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Anne", "sur une proposition d’Anne"),
        ("Élodie", "sur une proposition d’Élodie"),
        ("Marie", "sur une proposition de Marie"),
        ("", "sur une proposition d’une personne de passage"),
        ("une personne de passage", "sur une proposition d’une personne de passage"),
    ],
)
def test_french_elides_before_a_vowel(name, said):
    assert on_proposal_by(name) == said


def test_accepted_of_somebody_without_a_name_is_no_reviewers_work(editor):
    guide = make_guide()

    reviewing.accept(proposal_of(guide, name="", title="Autre"), by=editor)

    version = Version.objects.get(page=guide, number=2)
    assert (version.signature, version.user) == ("une personne de passage", None)


def test_accepted_of_an_account_is_theirs(editor):
    awa = PersonFactory(display_name="Awa", groups=("newcomer",))
    guide = make_guide()

    reviewing.accept(proposal_of(guide, account=awa, title="Autre"), by=editor)

    version = Version.objects.get(page=guide, number=2)
    assert (version.signature, version.user) == ("Awa", awa)


def test_proposal_on_an_older_version_keeps_what_came_since(editor):
    guide = make_guide(steps=[step("Un"), step("Deux")])
    proposal = proposal_of(guide, steps=steps_with(guide, 1, "<p>De Marie.</p>"))
    content = content_of(guide, kind_of(guide).fields) | {"steps": steps_with(guide, 0, "<p>De Bob.</p>")}
    save_change(guide, Change(content, base=guide.live_revision), by=editor)

    reviewing.accept(proposal, by=editor)

    assert [row.value["text"].source for row in reread(guide).steps] == ["<p>De Bob.</p>", "<p>De Marie.</p>"]


def collided(editor):
    guide = make_guide()
    proposal = proposal_of(guide, title="De Marie")
    content = content_of(guide, kind_of(guide).fields) | {"title": "De Bob"}
    save_change(guide, Change(content, base=guide.live_revision), by=editor)
    return guide, proposal


def test_what_collides_is_asked_and_nothing_is_saved(editor):
    guide, proposal = collided(editor)

    with pytest.raises(Collided):
        reviewing.accept(proposal, by=editor)

    proposal.refresh_from_db()
    assert (proposal.state, reread(guide).title) == ("waiting", "De Bob")


def test_collision_is_shown_side_by_side_and_chosen(client, editor):
    guide, proposal = collided(editor)
    client.force_login(editor)
    url = reverse("review_proposal", args=[proposal.pk])

    shown = client.post(url, {"do": "accept"})
    box = BeautifulSoup(shown.content, "html.parser").select_one("fieldset.collision input[value=mine]")
    client.post(url, {"do": "accept", box["name"]: "mine"})

    assert shown.status_code == 409
    assert {"De", "Marie", "Bob"} <= set(words(shown).split())
    assert reread(guide).title == "De Marie"


def test_second_reviewer_is_told(client, editor):
    guide = make_guide()
    proposal = proposal_of(guide, title="Autre")
    other = PersonFactory(groups=("editor",))
    reviewing.refuse(proposal, by=editor, reason="Merci, mais non.")

    with pytest.raises(AlreadyDecided):
        reviewing.accept(proposal, by=other)
    client.force_login(other)
    answer = client.post(reverse("review_proposal", args=[proposal.pk]), {"do": "accept"})

    assert "Anne Le Gall vous a devancé·e" in words(client.get("/") if answer.status_code == 302 else answer)
    assert reread(guide).title == "Cartographier sa rue"


def test_refusal_without_reason_is_refused(client, editor):
    proposal = proposal_of(make_guide(), title="Autre")
    client.force_login(editor)

    answer = client.post(reverse("review_proposal", args=[proposal.pk]), {"do": "refuse"})

    assert answer.status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_refused_its_author_reads_why(client, editor, django_capture_on_commit_callbacks):
    proposal = proposal_of(make_guide(), email="marie@example.org", title="Autre")
    client.force_login(editor)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("review_proposal", args=[proposal.pk]), {"do": "refuse", "reason": "Déjà dit plus loin."})

    (message,) = mail.outbox
    assert message.to == ["marie@example.org"]
    assert "Déjà dit plus loin." in message.body
    assert f"/propositions/{proposal.token}/" in message.body
    client.logout()
    assert "Déjà dit plus loin." in words(client.get(f"/propositions/{proposal.token}/"))


def test_question_and_answer(client, editor, django_capture_on_commit_callbacks):
    proposal = proposal_of(make_guide(), email="marie@example.org", title="Autre")
    client.force_login(editor)
    client.post(reverse("review_proposal", args=[proposal.pk]), {"do": "ask", "text": "Où l’avez-vous lu ?"})
    client.logout()
    fate = f"/propositions/{proposal.token}/"
    assert "Où l’avez-vous lu ?" in words(client.get(fate))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(fate, {"do": "reply", "text": "Dans le bulletin."})

    assert [message.to for message in mail.outbox] == [["anne@example.org"]]
    client.force_login(editor)
    assert "Dans le bulletin." in words(client.get(reverse("review_proposal", args=[proposal.pk])))
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_withdrawn_it_leaves_the_queue_and_cannot_be_accepted(client, editor):
    proposal = proposal_of(make_guide(), title="Autre")

    client.post(f"/propositions/{proposal.token}/", {"do": "withdraw"})

    with pytest.raises(AlreadyDecided):
        reviewing.accept(proposal, by=editor)
    client.force_login(editor)
    assert "Rien n’attend" in words(client.get("/a-relire/"))


def test_what_cannot_be_published_is_not_accepted(client, editor):
    guide = make_guide()
    proposal = proposal_of(guide, licence="", title="Autre")

    with pytest.raises(Refused):
        reviewing.accept(proposal, by=editor)
    client.force_login(editor)
    page = client.get(reverse("review_proposal", args=[proposal.pk]))

    assert "Empêche de la publier" in words(page)
    assert guide.versions.count() == 1


def test_difference_with_the_page_of_today_is_on_the_first_screen(client, editor):
    guide = make_guide(steps=[step("Un", text="<p>Deux par table.</p>")])
    proposal = proposal_of(guide, steps=steps_with(guide, 0, "<p>Trois par table.</p>"))
    client.force_login(editor)

    page = BeautifulSoup(client.get(reverse("review_proposal", args=[proposal.pk])).content, "html.parser")

    (gone,), (new,) = page.select(".difference del"), page.select(".difference ins")
    assert ("Deux" in gone.text, "Trois" in new.text) == (True, True)


def test_links_hidden_marks_and_changed_credits_are_pointed_out(client, editor):
    guide = make_guide()
    text = '<p>Bon\u202ejour\u200b <a href="https://spam.example.com/">ici</a></p>'
    credits = [{"name": "Quelqu’un", "role": "author", "url": ""}]
    proposal = proposal_of(guide, steps=steps_with(guide, 0, text), credits=credits)
    client.force_login(editor)

    notice = BeautifulSoup(client.get(reverse("review_proposal", args=[proposal.pk])).content, "html.parser")
    said = notice.select_one(".review__notice").get_text(" ")

    assert [part for part in ("https://spam.example.com/", "U+202E", "U+200B", "Crédits") if part not in said] == []
    assert notice.select_one(".review__notice a") is None


def test_accepted_with_changes_is_what_the_reviewer_made_of_it(client, editor):
    from tests.wiki.sending import posted  # noqa: PLC0415

    guide = make_guide()
    proposal = proposal_of(guide, title="Cartografier sa ville")
    client.force_login(editor)
    url = reverse("adapt_proposal", args=[proposal.pk])
    post = posted(str(BeautifulSoup(client.get(url).content, "html.parser").select_one("main form")))
    assert post["title"] == "Cartografier sa ville"
    post["title"] = "Cartographier sa ville"

    client.post(url, dict(post.lists()))

    proposal.refresh_from_db()
    assert (reread(guide).title, proposal.state, proposal.version.signature) == (
        "Cartographier sa ville",
        "adapted",
        "Marie",
    )


def test_all_of_one_origin_are_refused_together(client, editor):
    guide = make_guide()
    spam = [proposal_of(guide, title=f"Titre {number}", origin="x") for number in range(3)]
    other = proposal_of(guide, title="Honnête", origin="y")
    client.force_login(editor)

    client.post(
        reverse("review_proposal", args=[spam[0].pk]), {"do": "refuse", "text": "Publicité.", "same-origin": "1"}
    )

    assert Proposal.objects.filter(state="refused").count() == 3
    other.refresh_from_db()
    assert other.state == "waiting"


def test_after_a_decision_the_next_one_is_opened_and_says_what_was_done(client, editor):
    guide = make_guide()
    first, second = (proposal_of(guide, title=f"Titre {number}") for number in range(2))
    client.force_login(editor)

    answer = client.post(reverse("review_proposal", args=[first.pk]), {"do": "accept"}, follow=True)

    assert answer.redirect_chain == [(reverse("review_proposal", args=[second.pk]), 302)]
    assert "Acceptée" in words(answer)


def test_page_deleted_meanwhile(client, editor):
    guide = make_guide()
    proposal = proposal_of(guide, title="Autre")
    guide.delete()
    proposal.refresh_from_db()

    with pytest.raises(PageGone):
        reviewing.accept(proposal, by=editor)
    client.force_login(editor)
    assert client.get(reverse("review_proposal", args=[proposal.pk])).status_code == 410
    client.logout()
    said = words(client.get(f"/propositions/{proposal.token}/"))
    assert ("plus publique" in said, "attend" in said) == (True, False)


def test_page_that_was_unpublished_does_not_come_back_by_a_proposal(client, editor):
    guide = make_guide()
    proposal = proposal_of(guide, title="Autre")
    reread(guide).unpublish()

    with pytest.raises(PageGone):
        reviewing.accept(proposal, by=editor)
    client.force_login(editor)
    assert client.get(reverse("review_proposal", args=[proposal.pk])).status_code == 410
    assert not reread(guide).live


def test_contributor_is_led_from_a_page_that_does_not_wait_to_their_own(client, log_in):
    draft = make_draft(owner=log_in("contributor"))

    assert client.get(reverse("review_page", args=[draft.pk]))["Location"] == reverse("my_pages")


def test_mail_server_that_is_down_loses_nothing(client, editor, settings, caplog, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "community.mail.backend.TolerantBackend"
    settings.MAIL_SENT_BY = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    guide = make_guide()

    with django_capture_on_commit_callbacks(execute=True):
        proposal = proposal_of(guide, email="marie@example.org", title="Autre")
        reviewing.accept(proposal, by=editor)

    assert reread(guide).title == "Autre"
    assert "EMAIL_URL" in caplog.text
    assert "marie@example.org" not in caplog.text


# The queue


def in_review(title, **fields):
    writer = PersonFactory(groups=("contributor",))
    guide = make_draft(title, owner=writer, **fields)
    save_change(guide, Change(content_of(guide, kind_of(guide).fields) | {"title": f"{title} bis"}), by=writer)
    return guide


def titles(answer):
    return [link.text for link in BeautifulSoup(answer.content, "html.parser").select(".queue__title a")]


def test_queue_holds_proposals_and_pages_the_oldest_first(client, editor):
    guide = make_guide()
    draft = in_review("Un brouillon")
    proposal_of(guide, title="Autre")
    client.force_login(editor)

    answer = client.get("/a-relire/")

    assert titles(answer) == ["Un brouillon bis", "Cartographier sa rue"]
    assert f"/a-relire/page/{draft.pk}/" in answer.content.decode()


def test_page_approved_here_is_published_and_leaves_both_queues(client, editor):
    draft = in_review("Un brouillon")
    client.force_login(editor)
    url = reverse("review_page", args=[draft.pk])
    revision = BeautifulSoup(client.get(url).content, "html.parser").select_one("[name=revision]")["value"]

    client.post(url, {"do": "approve", "revision": revision})

    assert reread(draft).live
    assert TaskState.objects.reviewable_by(editor).count() == 0
    assert titles(client.get("/a-relire/")) == []
    assert Decision.objects.get().kind == "approved"


def test_page_approved_in_the_administration_leaves_the_queue(client, editor):
    draft = in_review("Un brouillon")
    draft.current_workflow_task_state.approve(user=editor)
    client.force_login(editor)

    assert titles(client.get("/a-relire/")) == []


def test_page_is_sent_back_with_a_word(client, editor):
    draft = in_review("Un brouillon")
    client.force_login(editor)
    url = reverse("review_page", args=[draft.pk])
    revision = str(draft.current_workflow_task_state.revision_id)

    assert client.post(url, {"do": "reject", "revision": revision}).status_code == 422
    client.post(url, {"do": "reject", "revision": revision, "text": "Combien de papier ?"})

    state = TaskState.objects.get(status="rejected")
    assert state.comment == "Combien de papier ?"


def test_page_changed_by_its_author_meanwhile_is_shown_again(client, editor):
    draft = in_review("Un brouillon")
    client.force_login(editor)

    client.post(reverse("review_page", args=[draft.pk]), {"do": "approve", "revision": "1"})

    assert not reread(draft).live


def test_page_that_cannot_be_published_is_not_approved(client, editor):
    draft = in_review("Un brouillon", steps=[])
    client.force_login(editor)
    url = reverse("review_page", args=[draft.pk])

    answer = client.post(url, {"do": "approve", "revision": str(draft.current_workflow_task_state.revision_id)})

    assert answer.status_code == 422
    assert not reread(draft).live


def test_filters_narrow_and_count(client, editor):
    maps, sewing = make_theme("cartes"), make_theme("couture", name_fr="Couture")
    for title, theme in (("Un", sewing), ("Deux", maps), ("Trois", sewing)):
        proposal_of(make_guide(title, themes=[theme]), one_sentence=f"Autre {title}")
    client.force_login(editor)

    answer = client.get("/a-relire/?theme=cartes")

    assert titles(answer) == ["Deux"]
    chosen = BeautifulSoup(answer.content, "html.parser").select("#filtre-theme + ul a")
    assert [" ".join(link.get_text(" ").split()[:2]) for link in chosen] == ["Cartes 1", "Couture 2"]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_queries_of_the_queue_do_not_grow(client, editor, rows, django_assert_num_queries):
    theme = make_theme()
    guides = [make_guide(f"Fiche {number}", themes=[theme]) for number in range(min(rows, 5))]
    for number in range(rows):
        proposal_of(guides[number % len(guides)], one_sentence=f"Autre {number}.")
    client.force_login(editor)
    client.get("/a-relire/")

    with django_assert_num_queries(24):
        client.get("/a-relire/")


@pytest.mark.parametrize("group", [None, "newcomer", "contributor", "known"])
def test_nobody_but_reviewers_sees_the_queue(client, log_in, group):
    proposal = proposal_of(make_guide(), word="sardine", title="Autre")
    if group:
        log_in(group)

    answers = [
        client.get("/a-relire/"),
        client.get(f"/a-relire/{proposal.pk}/"),
        client.get(f"/a-relire/{proposal.pk}/modifier/"),
    ]

    assert [answer.status_code for answer in answers] == [403 if group else 302] * 3
    assert not any("sardine" in answer.content.decode() for answer in answers)


# What is public


def test_log_says_what_and_why_and_names_nobody_who_was_refused(client, editor):
    guide = make_guide()
    marie = PersonFactory(display_name="Marie Sardine", email="sardine@example.org")
    reviewing.refuse(proposal_of(guide, account=marie, title="Sardinade"), by=editor, reason="Déjà dit.")

    answer = client.get("/moderation/")

    assert "Déjà dit." in words(answer)
    assert "Cartographier sa rue" in words(answer)
    assert "ardin" not in answer.content.decode().lower().replace("jardin", "")


@pytest.mark.parametrize("way", ["draft", "login", "login above", "password", "gone"])
def test_log_says_nothing_of_a_page_that_its_reader_may_not_see(client, editor, way):
    guide = make_guide("Sardinade")
    reviewing.refuse(proposal_of(guide, one_sentence="Autre."), by=editor, reason="Sardines de Marie.")
    if way == "draft":
        guide.unpublish()
    elif way == "gone":
        guide.delete()
    else:
        where = guide.get_parent() if "above" in way else guide
        PageViewRestriction.objects.create(page=where, restriction_type=way.split()[0], password="x")

    assert "ardin" not in client.get("/moderation/").content.decode().lower()
    if "login" in way:
        client.force_login(editor)
        assert "Sardinade" in words(client.get("/moderation/"))


def test_author_of_a_proposal_sees_nothing_of_a_page_that_was_closed(client, editor):
    guide = make_guide(steps=[step(text="<p>sardine</p>")])
    proposal = proposal_of(guide, steps=steps_with(guide, 0, "<p>Autre.</p>"))
    PageViewRestriction.objects.create(page=guide, restriction_type="login")

    assert "sardine" not in client.get(f"/propositions/{proposal.token}/").content.decode()


def test_email_and_origin_are_forgotten_after_the_decision(editor, monkeypatch):
    proposal = proposal_of(make_guide(), email="marie@example.org", origin="x", title="Autre")
    reviewing.refuse(proposal, by=editor, reason="Non.")
    assert proposing.forget_addresses() == 0

    monkeypatch.setattr(proposing, "DAYS", -1)

    assert proposing.forget_addresses() == 1
    proposal.refresh_from_db()
    assert (proposal.email, proposal.origin, proposal.name) == ("", "", "Marie")


def test_no_page_tells_an_email_address(client, editor):
    guide = make_guide()
    proposal = proposal_of(guide, email="marie@example.org", title="Autre")
    reviewing.accept(proposal, by=editor)
    client.force_login(editor)
    addresses = [
        guide.url, f"{guide.url}historique/", f"/propositions/{proposal.token}/", "/moderation/", "/a-relire/",
        f"/a-relire/{proposal.pk}/",
    ]  # fmt: skip

    assert [url for url in addresses if "marie@example.org" in client.get(url).content.decode()] == []
    assert Page.objects.filter(pk=guide.pk).exists()


def test_author_of_whom_nothing_was_accepted_is_not_said_to_have_one(client, editor):
    proposal = proposal_of(make_guide(), account=PersonFactory(groups=("newcomer",)), title="Autre titre")
    client.force_login(editor)

    assert "0 changement accepté auparavant" in words(client.get(reverse("review_proposal", args=[proposal.pk])))


def test_empty_queue_says_that_nothing_waits(client, editor):
    client.force_login(editor)
    said = words(client.get("/a-relire/"))

    assert "Rien n’attend" in said
    assert "vous attend" not in said
