"""A version that said what is nobody's business: its row stays, its words are shown to stewards alone."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from commons.guides.models import GuidePage
from community.models import User
from search.publishing import NotPublishable, publish
from tests.committed import committed
from tests.factories.guides import make_draft, make_guide, step
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki.context.follow_mail import Pages, news_of
from wiki.domain.following import follow
from wiki.domain.hiding import NotHidden, hide_version, show_version
from wiki.domain.proposing import Sender, known_base, propose
from wiki.domain.restoring import NotRestored, restore, undo, undo_changes_of
from wiki.domain.reviewing import accept
from wiki.models import Decision, Delivery, Follow, Proposal, Version

pytestmark = pytest.mark.django_db

SECRET, SUMMARY, REASON = "0612345678", "numerozq", "Un numéro de téléphone"


def person(role, **fields):
    return PersonFactory(groups=[role], **fields)


@pytest.fixture(scope="module")
def made(shared_database):
    with shared_database():
        home_page()
        steward, vandal = person("steward", display_name="Stéphane"), person("known", display_name="Gaston")
        page = make_guide("Carte", one_sentence="Une phrase.")
        page = write(page, user=vandal, summary=SUMMARY, one_sentence=f"Appelez le {SECRET}.")
        page = write(page, one_sentence="Une autre phrase.")
        committed()
        yield SimpleNamespace(steward=steward.pk, vandal=vandal.pk, guide=page.pk)


@pytest.fixture
def steward(made, db):
    return User.objects.get(pk=made.steward)


@pytest.fixture
def vandal(made, db):
    return User.objects.get(pk=made.vandal)


@pytest.fixture
def guide(made, db):
    return GuidePage.objects.get(pk=made.guide)


@pytest.fixture
def hidden(guide, steward):
    hide_version(guide.versions.get(number=2), by=steward, reason=f" {REASON}\n")
    return guide


def version(guide, number):
    return guide.versions.get(number=number)


def test_row_stays_with_who_and_when_and_why(hidden):
    row = read(Client(), f"{hidden.url}historique/").select("li.history__row")[1]

    assert "Version 2 masquée" in words(row)
    assert f"{REASON} " in words(row)
    assert "Gaston" in words(row)
    assert SUMMARY not in words(row)
    assert row.select(".history__words a, .history__ways a") == []


def test_what_it_said_is_refused_with_a_reason(hidden):
    for door in ("historique/2/", "comparer/?de=1&a=2", "comparer/?de=2&a=3", "comparer/?de=2&a=2"):
        answer = Client().get(hidden.url + door, headers={"accept-language": "fr"})
        assert answer.status_code == 403
        assert REASON in answer.content.decode()
    assert Client().get(f"{hidden.url}comparer/?de=1&a=3").status_code == 200


def test_steward_sees_it_marked_as_hidden(hidden, steward):
    client = Client()
    client.force_login(steward)

    assert SECRET in words(read(client, f"{hidden.url}historique/2/").main)
    assert "Cette version est masquée" in words(read(client, f"{hidden.url}historique/2/"))
    assert SECRET in words(read(client, f"{hidden.url}comparer/?de=1&a=2").main)


def test_what_readers_see_now_cannot_be_hidden(guide, steward):
    with pytest.raises(NotHidden, match="changez d’abord la page"):
        hide_version(version(guide, 3), by=steward, reason=REASON)
    assert not version(guide, 3).is_hidden


def test_reason_is_asked_for(guide, steward):
    with pytest.raises(NotHidden):
        hide_version(version(guide, 2), by=steward, reason=" ")
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["newcomer", "contributor", "known", "editor"])
def test_nobody_below_a_steward_hides_or_shows(hidden, role):
    somebody = person(role)
    with pytest.raises(PermissionDenied):
        hide_version(version(hidden, 1), by=somebody, reason=REASON)
    with pytest.raises(PermissionDenied):
        show_version(version(hidden, 2), by=somebody)
    client = Client()
    client.force_login(somebody)
    assert client.get(f"{hidden.url}historique/1/masquer/").status_code == 403
    assert client.post(f"{hidden.url}historique/2/montrer/").status_code == 403
    assert version(hidden, 2).is_hidden


def test_log_says_why_and_by_whom_and_shown_again_is_logged_too(hidden, steward):
    hide_version(version(hidden, 2), by=steward, reason="Encore")
    show_version(version(hidden, 2), by=steward)
    show_version(version(hidden, 2), by=steward)

    assert list(Decision.objects.order_by("pk").values_list("kind", "reason", "by")) == [
        ("unseen", REASON, steward.pk),
        ("seen", "", steward.pk),
    ]
    assert SECRET in words(read(Client(), f"{hidden.url}historique/2/").main)
    log = words(read(Client(), "/moderation/").main)
    assert "version masquée" in log
    assert REASON in log


def test_only_stewards_bring_it_back_or_undo_beside_it(hidden, steward):
    editor = person("editor")
    with pytest.raises(NotRestored, match="modération"):
        restore(version(hidden, 2), by=editor)
    for number in (2, 3):
        with pytest.raises(NotRestored, match="modération"):
            undo(version(hidden, number), by=editor)

    assert restore(version(hidden, 2), by=steward).number == 4


def test_changes_of_a_person_are_undone_around_it(hidden, vandal):
    undone = undo_changes_of(vandal, by=person("editor"))

    assert undone.versions == []
    assert [left.number for left, _why in undone.left] == [2]


def test_feeds_tell_of_it_without_its_words(hidden):
    for url in ("/modifications-recentes/flux.json", "/modifications-recentes/flux.atom", "/modifications-recentes/"):
        told = Client().get(url, headers={"accept-language": "fr"}).content.decode()
        assert REASON in told
        assert SUMMARY not in told
        assert "a=2" not in told


@pytest.mark.parametrize(("numbers", "told"), [([2], False), ([3], False), ([2, 3], True)])
def test_mails_never_hold_the_difference_with_it(hidden, numbers, told):
    """From the first version to the third, what was in between is in neither."""
    reader = person("newcomer")
    followed = follow(reader, "page", str(hidden.pk), "at_once")
    deliveries = [
        Delivery.objects.create(
            follower=followed.follower, follow=followed, version=version(hidden, number), due_at=timezone.now()
        )
        for number in numbers
    ]

    (news,) = news_of(deliveries, {}, Pages(), {})

    assert SECRET not in news.html + news.text
    assert SUMMARY not in str(news.changes)
    assert bool(news.html) is told
    assert news.difference_url.endswith("a=3" if told else "historique/")
    assert not mail.outbox
    assert Follow.objects.count() == 1


def test_proposal_written_on_it_shows_none_of_its_words(hidden):
    base = known_base(hidden, str(version(hidden, 2).revision_id))
    typed = {"one_sentence": "Ma phrase."}
    proposal = propose(hidden, typed, base=base, sender=Sender(name="Léa"), form="f")

    fate = Client().get(f"/propositions/{proposal.token}/", headers={"accept-language": "fr"}).content.decode()

    assert SECRET not in fate


def proposal_that_became_a_version(guide, *, author=None):
    """A visitor writes what is nobody's business, a reviewer lets it through, the page is cleaned."""
    typed = {"one_sentence": f"Appelez le {SECRET}, vite."}
    sender = Sender(account=author) if author else Sender(name="Léa")
    proposal = propose(guide, typed, base=guide.live_revision, sender=sender, form="f", word=SUMMARY)
    accept(proposal, by=person("editor"))
    write(type(guide).objects.get(pk=guide.pk), one_sentence="Une phrase propre.")
    return Proposal.objects.get(pk=proposal.pk)


@pytest.mark.parametrize("is_hidden", [False, True])
def test_proposal_that_became_it_shows_none_of_its_words(guide, steward, is_hidden):
    author = person("newcomer")
    proposal = proposal_that_became_a_version(guide, author=author)
    if is_hidden:
        hide_version(proposal.version, by=steward, reason=REASON)
    told = {}
    doors = [f"/propositions/{proposal.token}/", f"/a-relire/{proposal.pk}/", "/propositions/"]
    for somebody, mine in ((None, doors[:1]), (author, [doors[0], doors[2]]), (person("editor"), doors[:2])):
        client = Client()
        if somebody:
            client.force_login(somebody)
        told[somebody] = [client.get(door, headers={"accept-language": "fr"}).content.decode() for door in mine]

    answers = [answer for answers in told.values() for answer in answers]
    assert [SUMMARY in answer for answer in answers] == [not is_hidden] * 5
    assert not any(SECRET in answer for answer in answers) or not is_hidden
    assert ["masqué" in answer for answer in answers[:2]] == [is_hidden] * 2


def test_steward_still_reads_the_proposal_that_became_it(guide, steward):
    proposal = proposal_that_became_a_version(guide)
    hide_version(proposal.version, by=steward, reason=REASON)
    client = Client()
    client.force_login(steward)

    for door in (f"/propositions/{proposal.token}/", f"/a-relire/{proposal.pk}/"):
        shown = client.get(door).content.decode()
        assert SECRET in shown
        assert SUMMARY in shown


def test_open_proposal_written_on_it_is_decided_by_stewards_alone(hidden, steward):
    base = known_base(hidden, str(version(hidden, 2).revision_id))
    typed = {"one_sentence": f"Appelez bien le {SECRET}."}
    proposal = propose(hidden, typed, base=base, sender=Sender(name="Léa"), form="f", word=SUMMARY)
    editor, stewards = Client(), Client()
    editor.force_login(person("editor"))
    stewards.force_login(steward)
    url = f"/a-relire/{proposal.pk}/"

    told = [
        *(editor.get(door, follow=True) for door in ("/a-relire/", url, f"{url}modifier/")),
        *(editor.post(url, {"do": verb, "text": "Non"}) for verb in ("accept", "ask", "refuse")),
        editor.post(f"{url}modifier/", {"do": "save"}, follow=True),
    ]

    assert not any(secret in answer.content.decode() for answer in told for secret in (SECRET, SUMMARY))
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.WAITING
    assert SECRET in stewards.get(url).content.decode()
    stewards.post(url, {"do": "refuse", "text": "Non"})
    assert Proposal.objects.get(pk=proposal.pk).state == Proposal.State.REFUSED


@pytest.mark.parametrize("is_hidden", [False, True])
def test_form_that_names_it_as_its_base_gives_back_none_of_its_words(guide, steward, is_hidden):
    """What is missing in a form that was cut short comes back from the version that it was opened on."""
    guide = write(guide, steps=[step(text=f"<p>Appelez le {SECRET}.</p>")])
    guide = write(guide, steps=[step(text="<p>N’appelez pas.</p>")])
    if is_hidden:
        hide_version(version(guide, 4), by=steward, reason=REASON)
    known = Client()
    known.force_login(person("known"))
    base = version(guide, 4).revision_id
    sent = {"edit_base": base, "do": "preview"}, {"base": base, "do": "preview"}

    answers = known.post(f"{guide.url}modifier/", sent[0]), Client().post(f"{guide.url}proposer/", sent[1])

    assert [SECRET in answer.content.decode() for answer in answers] == [not is_hidden] * 2


def test_administration_opens_it_for_stewards_alone(hidden, steward):
    revision = version(hidden, 2).revision_id
    newest = version(hidden, 3).revision_id
    doors = [
        f"/admin/pages/{hidden.pk}/revisions/{revision}/view/",
        f"/admin/pages/{hidden.pk}/revisions/{revision}/revert/",
        f"/admin/pages/{hidden.pk}/revisions/compare/{revision}...{newest}/",
        f"/admin/pages/{hidden.pk}/revisions/compare/{revision}...live/",
    ]
    told = {}
    for somebody in (person("known"), person("editor"), steward):
        client = Client()
        client.force_login(somebody)
        told[somebody.display_name] = [SECRET in client.get(door, follow=True).content.decode() for door in doors]

    *others, stewards = told.values()
    assert others == [[False] * 4] * 2
    assert stewards == [True] * 4


def test_first_revision_is_no_way_around(steward):
    guide = make_guide("Carte", one_sentence=f"Appelez le {SECRET}.")
    guide = write(guide, one_sentence="Une phrase.")
    hide_version(version(guide, 1), by=steward, reason=REASON)
    client = Client()
    client.force_login(person("editor"))

    answer = client.get(f"/admin/pages/{guide.pk}/revisions/compare/earliest...live/", follow=True)

    assert SECRET not in answer.content.decode()


def test_steward_hides_it_by_a_form_and_shows_it_again(guide, steward):
    client = Client()
    client.force_login(steward)
    history = read(client, f"{guide.url}historique/")
    hide = [link["href"] for link in history.select("a") if "Masquer cette version" in words(link)]
    assert hide == [f"{guide.url}historique/2/masquer/", f"{guide.url}historique/1/masquer/"]
    assert "changez d’abord la page" not in str(read(client, hide[0]))

    empty = client.post(hide[0], {"reason": ""}, headers={"accept-language": "fr"})
    assert "Dites pourquoi" in BeautifulSoup(empty.content, "html.parser").main.get_text()
    assert client.post(hide[0], {"reason": REASON}).status_code == 302
    assert version(guide, 2).is_hidden

    shown = read(client, f"{guide.url}historique/").select_one("button[formaction$='montrer/']")
    assert client.post(shown["formaction"]).status_code == 302
    assert not version(guide, 2).is_hidden
    assert Version.objects.filter(page=guide, hidden_reason="").count() == 3


@pytest.fixture
def taken_away(guide, steward):
    """In an emergency the page is unpublished first, then what it said is hidden."""
    guide = write(guide, one_sentence=f"Appelez le {SECRET}.")
    guide.unpublish()
    hide_version(version(guide, 4), by=steward, reason=REASON)
    return type(guide).objects.get(pk=guide.pk)


def test_revision_that_was_hidden_is_not_published_again(taken_away):
    with pytest.raises(NotPublishable, match="masqu"):
        version(taken_away, 4).revision.publish()
    with pytest.raises(NotPublishable):
        publish(taken_away, revision=version(taken_away, 4).revision, problems={})

    assert not type(taken_away).objects.get(pk=taken_away.pk).live
    publish(taken_away, revision=write_draft(taken_away, "Une phrase propre."))
    assert type(taken_away).objects.get(pk=taken_away.pk).live
    assert version(taken_away, 4).is_hidden


def test_unpublished_page_whose_newest_words_are_hidden_opens_for_stewards_alone(taken_away, steward):
    admin = f"/admin/pages/{taken_away.pk}"
    doors = [f"{taken_away.url}modifier/", f"{admin}/edit/", f"{admin}/view_draft/", f"{admin}/copy/"]
    editor, stewards = Client(), Client()
    editor.force_login(person("editor"))
    stewards.force_login(steward)

    told = [editor.get(door, follow=True).content.decode() for door in doors]
    told.append(editor.post(f"{admin}/edit/preview/", {}).content.decode())

    assert [SECRET in answer for answer in told] == [False] * 5
    assert "Ce qu’elle disait en dernier est masqué" in told[0]
    assert [stewards.get(door).status_code for door in doors] == [200] * 4
    assert all(SECRET in stewards.get(door).content.decode() for door in doors[:3])


def write_draft(page, words):
    page.one_sentence = words
    return page.save_revision()


def test_administration_refuses_it_one_by_one_and_in_bulk_and_says_why(taken_away):
    client = Client()
    client.force_login(person("editor"))

    bulk = client.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={taken_away.pk}", follow=True, headers={"accept-language": "fr"}
    )

    assert "masqué" in bulk.content.decode()
    assert not type(taken_away).objects.get(pk=taken_away.pk).live


def test_timer_leaves_it_a_draft_and_stops_for_nobody(taken_away):
    revision = version(taken_away, 4).revision
    other = make_draft("Autre")
    Revision.objects.filter(pk__in=(revision.pk, other.latest_revision_id)).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )

    call_command("publish_scheduled")

    lives = type(taken_away).objects.in_bulk([taken_away.pk, other.pk])
    assert (lives[taken_away.pk].live, lives[other.pk].live) == (False, True)
