"""Somebody who leaves, or stays and wants another name: the history signs as they wish, in every place."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page, PageViewRestriction

from commons.guides.domain.stamps import marks, page_key
from community.domain.leaving import LastAdministrator, remove_person
from community.models import NameInHistory, User
from tests.factories.guides import embedded, make_guide, step
from tests.factories.media import picture_bytes
from tests.factories.people import PASSWORD, PersonFactory
from tests.factories.uploads import pdf_bytes
from tests.wiki.history.test_page_history import read, words, write
from wiki import looked_after
from wiki.domain.moderation import note
from wiki.domain.new_pages import starting_content
from wiki.domain.signing import sign_history
from wiki.domain.unsaved_forms import store_unsaved_file
from wiki.kinds import named
from wiki.models import (
    Decision,
    Draft,
    Follow,
    Follower,
    Message,
    Proposal,
    ProposalMessage,
    Thread,
    UnsavedFile,
    Upkeep,
    Version,
)
from wiki.pool import Answers, pool

pytestmark = pytest.mark.django_db

OLD, NEW, GONE = "Nomdavantzq", "Lichen", "quelqu’un qui est parti"
ADDRESS = "adressezq@example.org"


@pytest.fixture
def person():
    return PersonFactory(display_name=OLD, email=ADDRESS, groups=["steward"])


@pytest.fixture
def guide(person):
    """A page on which they did everything that signs: wrote, checked, proposed, decided, asked, talked, verified."""
    other = PersonFactory(display_name="Marie")
    page = make_guide("Carte")
    page = write(page, user=person, summary="Le titre", title="Carte du quartier")
    page = write(page, user=other, kind=Version.Kind.ACCEPTED, title="Carte de la rue")
    Version.objects.filter(page=page, number=3).update(patrolled_by=person, patrolled_at=timezone.now())
    proposal = Proposal.objects.create(page=page, title="Carte", author=person, form="f1")
    decided = Proposal.objects.create(
        page=page, title="Carte", form="f2", state="refused", decided_by=person, decided_at=timezone.now()
    )
    ProposalMessage.objects.create(proposal=decided, by=person, text="Pourquoi ?")
    thread = Thread.objects.create(page=page, started_by=person, is_public=True)
    Message.objects.create(thread=thread, author=person, name=OLD, text="Bonjour.", form="m1")
    Upkeep.objects.filter(page=page).update(verified_by=person, signature=OLD, verified_at=timezone.now())
    note(Decision.Kind.REFUSED, by=person, page=page, reason="Trop long")
    page.proposal_tokens = [proposal.token, decided.token]
    return page


def public_addresses(page):
    url = page.url
    return [
        url, f"{url}historique/", f"{url}historique/2/", f"{url}historique/3/", f"{url}comparer/?de=1&a=2",
        f"{url}historique/qui-a-ecrit/", f"{url}discussion/", f"{url}entretien/", "/modifications-recentes/",
        "/modifications-recentes/flux.atom", "/modifications-recentes/flux.json", "/moderation/", "/api/v1/guides/",
        f"/suivre/flux.atom?quoi=page&cle={page.pk}",
        *(f"/proposition/{token}/" for token in page.proposal_tokens),
    ]  # fmt: skip


def naming(page, name):
    """The public addresses that name somebody."""
    client = Client()
    found = set()
    for url in public_addresses(page):
        answer = client.get(url, headers={"accept-language": "fr"})
        if name in answer.content.decode():
            found.add(url)
    return found


def test_somebody_who_goes_without_a_name_is_named_nowhere(guide, person):
    named = naming(guide, OLD)
    assert {guide.url, f"{guide.url}historique/", f"{guide.url}discussion/", "/modifications-recentes/flux.json",
            "/modifications-recentes/flux.atom", "/moderation/"} <= named  # fmt: skip

    remove_person(person, name_in_history=NameInHistory.NONE)

    assert naming(guide, OLD) == set()
    assert naming(guide, ADDRESS) == set()
    assert naming(guide, "\u2205") == set()
    assert naming(guide, GONE) >= named - {"/api/v1/guides/"}


def test_another_name_takes_the_place_of_the_first_everywhere(guide, person):
    named = naming(guide, OLD)

    remove_person(person, name_in_history=NameInHistory.OTHER, other_name=f" {NEW} ")

    assert naming(guide, OLD) == set()
    assert naming(guide, NEW) == named


def test_whoever_keeps_their_name_stays_named_where_they_were(guide, person):
    named = naming(guide, OLD)

    remove_person(person, name_in_history=NameInHistory.DISPLAYED)

    assert naming(guide, OLD) == named


def test_account_deleted_by_another_door_keeps_its_name(guide, person):
    named = naming(guide, OLD)

    User.objects.filter(pk=person.pk).delete()

    assert naming(guide, OLD) == named


def test_name_that_was_shown_then_stays_for_whoever_keeps_theirs(guide, person):
    person.display_name = "Nouveau"
    person.save()

    remove_person(person, name_in_history=NameInHistory.DISPLAYED)

    assert Version.objects.get(page=guide, number=2).signature == OLD


def test_person_who_is_here_may_be_named_otherwise(guide, person):
    named = naming(guide, OLD)

    sign_history(person, name_in_history=NameInHistory.OTHER, other_name=NEW)

    assert naming(guide, OLD) == set()
    assert naming(guide, NEW) == named
    write(guide, user=person, title="Encore")
    assert Version.objects.get(page=guide, number=4).signature == NEW

    sign_history(person, name_in_history=NameInHistory.DISPLAYED)
    assert naming(guide, NEW) == set()


def test_person_who_is_here_may_be_named_nowhere(guide, person):
    sign_history(person, name_in_history=NameInHistory.NONE)

    assert naming(guide, OLD) == set()
    assert "sans signature" in words(read(Client(), f"{guide.url}historique/").main)


def test_visitors_and_others_keep_their_names(guide, person):
    remove_person(person, name_in_history=NameInHistory.NONE)

    assert Version.objects.get(page=guide, number=3).signature == "Marie"
    assert Version.objects.get(page=guide, number=1).signature == ""


def test_what_was_private_goes_with_them(guide, person, client):
    client.force_login(person)
    Draft.objects.create(user=person, page=guide, kind="guide")
    follower = Follower.objects.create(user=person)
    Follow.objects.create(follower=follower, topic="page", key=str(guide.pk))
    Follower.objects.create(email=ADDRESS.upper())
    Proposal.objects.filter(author=person).update(email=ADDRESS)
    path = store_unsaved_file(user=person, field="image", upload=SimpleUploadedFile("a.txt", b"mots")).file.path

    remove_person(person, name_in_history=NameInHistory.DISPLAYED)

    assert not Session.objects.exists()
    assert not Draft.objects.exists()
    assert not Follower.objects.exists()
    assert not Follow.objects.exists()
    assert not UnsavedFile.objects.exists()
    assert not Proposal.objects.exclude(email="").exists()
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: PTH123, SIM115


def test_page_that_they_alone_looked_after_asks_for_somebody(person):
    page = make_guide("Carte", owner=None)
    Version.objects.filter(page=page).update(user=person, signature=OLD)
    Page.objects.filter(pk=page.pk).update(owner=person)
    write(page, user=PersonFactory(display_name="Marie"), is_minor=True, title="Carte juste")
    page = Page.objects.get(pk=page.pk)
    assert not looked_after.is_orphan(page)

    remove_person(person, name_in_history=NameInHistory.NONE)

    assert looked_after.is_orphan(Page.objects.get(pk=page.pk))


def test_page_that_a_command_brought_asks_for_nobody_when_a_corrector_leaves(person):
    page = make_guide("Carte")
    Page.objects.filter(pk=page.pk).update(owner=None)
    write(page, user=person, title="Carte juste")

    remove_person(person, name_in_history=NameInHistory.DISPLAYED)

    assert not looked_after.is_orphan(Page.objects.get(pk=page.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_however_much_was_signed(person, count, django_assert_num_queries):
    page = make_guide("Carte")
    for number in range(count):
        page = write(page, user=person, title=f"Carte {number}")

    with django_assert_num_queries(10):
        sign_history(person, name_in_history=NameInHistory.OTHER, other_name=NEW)


def test_history_is_signed_in_small_steps(person, monkeypatch):
    monkeypatch.setattr("wiki.domain.signing.AT_ONCE", 2)
    page = make_guide("Carte")
    for number in range(5):
        page = write(page, user=person, title=f"Carte {number}")

    sign_history(person, name_in_history=NameInHistory.OTHER, other_name=NEW)

    assert list(Version.objects.filter(user=person).values_list("signature", flat=True)) == [NEW] * 5


def test_guide_that_is_drawn_once_for_all_is_drawn_anew(guide, person):
    before = marks([page_key(guide.pk)])

    sign_history(person, name_in_history=NameInHistory.OTHER, other_name=NEW)

    assert marks([page_key(guide.pk)]) != before


def test_last_superuser_stays():
    only = User.objects.create_superuser("seule@example.org", PASSWORD, display_name="Seule")

    with pytest.raises(LastAdministrator):
        remove_person(only, name_in_history=NameInHistory.NONE)

    assert User.objects.get(pk=only.pk).name_in_history == NameInHistory.DISPLAYED


def test_journal_of_the_administration_forgets_the_name(person):
    admin = User.objects.create_superuser("seule@example.org", PASSWORD, display_name="Seule")
    ModelLogEntry.objects.log_action(person, "wagtail.edit", user=admin)

    remove_person(person, name_in_history=NameInHistory.OTHER, other_name=NEW)

    assert ModelLogEntry.objects.get().label == NEW


def test_leaving_asks_for_the_password_and_says_what_stays(client, guide, person):
    client.force_login(person)
    page = read(client, "/compte/partir/")
    assert "Supprimer mon compte" in words(page.h1)
    assert OLD in words(page.select_one("form[action='/compte/partir/']"))

    answer = client.post("/compte/partir/", {"name_in_history": "none", "other_name": ""})
    assert answer.url == "/compte/reauthenticate/?next=%2Fcompte%2Fpartir%2F"
    assert User.objects.filter(pk=person.pk).exists()

    wrong = client.post("/compte/reauthenticate/", {"password": "pas-celui-la", "next": "/compte/partir/"})
    assert wrong.status_code == 200
    assert User.objects.filter(pk=person.pk).exists()

    done = client.post("/compte/reauthenticate/", {"password": PASSWORD, "next": "/compte/partir/"})
    assert "Votre compte est supprimé" in done.content.decode()
    assert not User.objects.filter(pk=person.pk).exists()
    assert not mail.outbox
    assert naming(guide, OLD) == set()


def test_pages_whose_credits_name_them_are_listed(client, person):
    named = make_guide("Carte", credits=[{"name": OLD, "role": "author", "url": ""}])
    make_guide("Autre", credits=[{"name": f"{OLD}ette", "role": "author", "url": ""}])
    client.force_login(person)

    for url in ("/compte/partir/", "/compte/nom-dans-l-historique/"):
        section = read(client, url).select_one("section[aria-labelledby=credits]")
        assert [link["href"] for link in section.select("li a")] == [named.url, f"{named.url}modifier/"]


LISTS = ("/compte/partir/", "/compte/nom-dans-l-historique/")


def credited_to(name):
    return [{"name": name, "role": "author", "url": ""}]


def test_pages_credited_to_the_name_that_they_sign_with_are_listed_too(client, person):
    sign_history(person, name_in_history=NameInHistory.OTHER, other_name=NEW)
    pages = [make_guide(title, credits=credited_to(name)) for title, name in (("Carte", OLD), ("Plan", NEW))]
    client.force_login(person)

    for url in LISTS:
        links = [link["href"] for link in read(client, url).select("section[aria-labelledby=credits] li a")]
        assert links[::2] == [page.url for page in pages]


@pytest.mark.parametrize("others", [0, 2])
def test_closed_pages_that_name_somebody_alike_are_listed_to_nobody_else(client, others):
    """A name is anybody's to take: it opens no page."""
    closed = make_guide("Titreclos", credits=credited_to("Marie"))
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    shown = [make_guide(f"Carte {number}", credits=credited_to("Marie")) for number in range(1 + others)]
    client.force_login(PersonFactory(display_name="Marie"))

    for url in LISTS:
        answer = client.get(url).content.decode()
        assert [page.url in answer for page in shown] == [True] * (1 + others)
        assert "Titreclos" not in answer
        assert "titreclos" not in answer


@pytest.mark.parametrize(("role", "edits"), [("newcomer", False), ("editor", True)])
def test_pictures_and_files_that_name_them_are_listed(client, role, edits):
    somebody, other = PersonFactory(display_name=OLD, groups=[role]), PersonFactory(display_name=OLD)
    answers = {"whose": "mine", "own_licence": "cc-by-sa-4.0"}
    picture = pool().take(picture_bytes(), "a.jpg", user=somebody, answers=Answers(shows="Une cabane", **answers))
    pool().take_file(pdf_bytes(), "b.pdf", user=somebody, answers=Answers(shows="Un gabarit", **answers))
    pool().take_file(pdf_bytes(), "c.pdf", user=other, answers=Answers(shows="Fichierdautrui", **answers))
    client.force_login(somebody)

    for url in LISTS:
        page = read(client, url)
        rows = page.select("section[aria-labelledby=credits-fichiers] li")
        assert [words(row).partition(" · ")[0] for row in rows] == ["Un gabarit", "Une cabane"]
        links = [link["href"] for row in rows for link in row.select("a")]
        assert (f"/admin/images/{picture}/" in links) is edits
        assert "Fichierdautrui" not in str(page)


def test_queries_of_the_lists_do_not_grow(client):
    somebody = PersonFactory(display_name=OLD, groups=["editor"])
    client.force_login(somebody)
    counts = []
    for number in range(3):
        make_guide(f"Carte {number}", credits=credited_to(OLD))
        answers = Answers(whose="mine", shows=f"Gabarit {number}")
        pool().take_file(pdf_bytes(), "b.pdf", user=somebody, answers=answers)
        client.get(LISTS[1])
        with CaptureQueriesContext(connection) as asked:
            client.get(LISTS[1])
        counts.append(len(asked))

    assert len(set(counts)) == 1


def test_name_with_accents_is_found_in_credits(client):
    rene = PersonFactory(display_name="René d’Été")
    named = make_guide("Carte", credits=[{"name": "René d’Été", "role": "author", "url": ""}])
    client.force_login(rene)

    assert named.url in str(read(client, "/compte/partir/"))


def test_another_name_must_be_said(client, person):
    client.force_login(person)

    answer = client.post("/compte/nom-dans-l-historique/", {"name_in_history": "other", "other_name": " "})

    assert "Écrivez le nom qui doit y figurer." in words(read_answer(answer).main)
    person.refresh_from_db()
    assert person.signature == OLD


def read_answer(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_administrator_who_deletes_somebody_is_asked_how_they_sign(client, guide, person):
    admin = User.objects.create_superuser("seule@example.org", PASSWORD, display_name="Seule")
    client.force_login(admin)
    url = f"/admin/users/delete/{person.pk}/"
    asked = read(client, url)
    assert [choice["value"] for choice in asked.select("input[name=name_in_history]")] == ["displayed", "other", "none"]
    assert asked.select_one("input[name=name_in_history][checked]")["value"] == "displayed"

    assert client.post(url, {"name_in_history": "other", "other_name": ""}).status_code == 200
    assert User.objects.filter(pk=person.pk).exists()

    client.post(url, {"name_in_history": "other", "other_name": NEW})

    assert not User.objects.filter(pk=person.pk).exists()
    assert naming(guide, OLD) == set()
    assert f"{guide.url}historique/" in naming(guide, NEW)


def test_journal_notes_who_deleted_somebody_and_not_whom(client, person):
    admin = User.objects.create_superuser("seule@example.org", PASSWORD, display_name="Seule")
    client.force_login(admin)

    client.post(f"/admin/users/delete/{person.pk}/", {"name_in_history": "none"})

    assert list(ModelLogEntry.objects.values_list("user", "action")) == [(admin.pk, "wagtail.delete")]
    assert OLD not in ModelLogEntry.objects.get().label


def test_administrator_who_says_nothing_keeps_the_name(client, guide, person):
    client.force_login(User.objects.create_superuser("seule@example.org", PASSWORD, display_name="Seule"))
    named = naming(guide, OLD)

    client.post(f"/admin/users/delete/{person.pk}/")

    assert not User.objects.filter(pk=person.pk).exists()
    assert naming(guide, OLD) == named


@pytest.mark.parametrize(
    ("wish", "other", "credited"),
    [("displayed", "", [OLD]), ("other", NEW, [NEW]), ("none", "", [])],
)
def test_what_they_begin_is_credited_as_they_sign(person, wish, other, credited):
    sign_history(person, name_in_history=NameInHistory(wish), other_name=other)
    answers = Answers(whose="mine", shows="Le port", own_licence="cc-by-sa-4.0", language="fr")

    picture = get_image_model().objects.get(pk=pool().take(picture_bytes(), "port.png", user=person, answers=answers))

    assert [row["name"] for row in picture.credits] == credited
    assert [row["name"] for row in starting_content(named("guide"), person)["credits"]] == credited
    guide = make_guide("Un", steps=[step(text=f"<p>Là.</p>{embedded(picture)}")])
    assert guide.live
