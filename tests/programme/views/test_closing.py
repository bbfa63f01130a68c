"""How it went, for those who coordinate: what nobody told, a number from the phone, one mail more, the archive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from programme.domain.outcomes import ask_again
from programme.models import EditionPage, Outcome, Submission
from tests.committed import committed
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_event, when

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}
QUERIES = 11
HERE = "/programme/bilan/coordination/bilan/"
A_WEEK_AGO = timezone.localdate() - timedelta(days=10)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ARCHIVES_DIR = tmp_path / "archives"
    return settings.ARCHIVES_DIR


@pytest.fixture
def edition():
    made = make_edition("Le bilan", slug="bilan", acronym="bilan", starts_on=A_WEEK_AGO, ends_on=A_WEEK_AGO)
    return EditionPage.objects.get(pk=made.pk)


@pytest.fixture
def event(edition):
    made = make_event("Cartopartie", edition=edition, slug="carto", times=(when(10, day=A_WEEK_AGO),))
    Submission.objects.create(
        edition=edition, event=made, state="accepted", name="Awa", email="awa@example.org", language="fr"
    )
    return made


@pytest.fixture
def coordinator(log_in):
    return log_in("editor")


def send(client, **posted):
    return client.post(HERE, posted, headers=FRENCH)


def page_of(client):
    return client.get(HERE, headers=FRENCH).content.decode().replace("\u00a0", " ")


def test_coordinators_alone_see_it(client, event):
    for address in (HERE, f"{HERE}tableau/"):
        assert client.get(address).status_code == 302
        client.force_login(PersonFactory())
        assert client.get(address).status_code == 403
        client.logout()


def test_what_nobody_told_stands_first_and_words_are_shown(client, coordinator, edition, event):
    told = make_event("Disco-soupe", edition=edition, slug="soupe", times=(when(9, day=A_WEEK_AGO),))
    Outcome.objects.create(occurrence=told.occurrences.get(), people=42, worked="La soupe.", to_change="Les couteaux.")
    page = page_of(client)
    assert page.index("Cartopartie") < page.index("Disco-soupe")
    for words in (
        "Réponses : 1 sur 2 séances, dont 1 avec un nombre.",
        "La soupe.",
        "Les couteaux.",
        'value="42"',
        "Pas encore demandé.",
    ):
        assert words in page, words


def test_number_from_the_phone_is_noted_and_words_stay(client, coordinator, event):
    occurrence = event.occurrences.get()
    Outcome.objects.create(occurrence=occurrence, people=None, worked="Le soleil.", not_run=["guide:1"])
    assert send(client, do="people", seance=str(occurrence.uuid), people="17").status_code == 302
    told = Outcome.objects.get()
    assert (told.people, told.worked, told.not_run) == (17, "Le soleil.", ["guide:1"])
    send(client, do="people", seance=str(occurrence.uuid), people="")
    assert Outcome.objects.get().people is None


@pytest.mark.parametrize("typed", ["-1", "beaucoup", "9999999"])
def test_number_that_is_none_stays_in_the_form_with_a_sentence(client, coordinator, event, typed):
    answer = send(client, do="people", seance=str(event.occurrences.get().uuid), people=typed)
    assert (answer.status_code, f'value="{typed}"' in answer.content.decode(), Outcome.objects.count()) == (
        422,
        True,
        0,
    )


@pytest.mark.parametrize("posted", [{"do": "people", "seance": "x", "people": "1"}, {"do": "nothing"}, {}])
def test_what_is_not_there_is_not_found(client, coordinator, event, posted):
    assert send(client, **posted).status_code == 404


def test_organisers_are_asked_once_more_and_no_more(client, coordinator, edition, event, monkeypatch):
    event.occurrences.update(outcome_asked_at=timezone.now() - timedelta(days=9))
    call_command("send_mails")
    assert mail.outbox == []
    assert "Un mail part" in client.post(HERE, {"do": "remind"}, headers=FRENCH, follow=True).content.decode()
    call_command("send_mails")
    call_command("send_mails")
    assert [message.to for message in mail.outbox] == [["awa@example.org"]]
    assert "C’est la dernière fois que nous demandons" in mail.outbox[0].body
    assert ask_again(edition) == 0
    assert (
        "Il ne reste personne à relancer"
        in client.post(HERE, {"do": "remind"}, headers=FRENCH, follow=True).content.decode()
    )


def test_who_answered_or_is_about_to_be_asked_is_not_asked_again(edition, event):
    Outcome.objects.create(occurrence=event.occurrences.get(), people=None)
    make_event("Hier", edition=edition, slug="hier", times=(when(10, day=timezone.localdate() - timedelta(days=1)),))
    assert ask_again(edition) == 0


def test_table_is_for_coordinators_and_safe_to_open(client, coordinator, event):
    Outcome.objects.create(occurrence=event.occurrences.get(), people=3, worked='=HYPERLINK("http://x")')
    content = client.get(f"{HERE}tableau/", headers=FRENCH).content.decode()
    assert content.startswith("\ufeffTitre;")
    assert "'=HYPERLINK" in content


def test_edition_becomes_an_archive_here_and_opens_again(client, coordinator, edition, event, folder):
    assert "Personne n’a encore répondu pour 1 séance" in page_of(client)
    assert send(client, do="freeze").status_code == 302
    assert EditionPage.objects.get(pk=edition.pk).is_frozen
    assert b"".join(client.get("/programme/bilan/archive.zip").streaming_content).startswith(b"PK")
    page = page_of(client)
    assert "Son empreinte SHA-256" in page
    assert "Rouverte, l’édition peut de nouveau changer" in page
    refused = send(client, do="people", seance=str(event.occurrences.get().uuid), people="4")
    assert (refused.status_code, "est maintenant une archive" in refused.content.decode()) == (422, True)
    assert send(client, do="remind").status_code == 422
    assert send(client, do="unfreeze").status_code == 302
    assert not EditionPage.objects.get(pk=edition.pk).is_frozen


def test_what_is_not_over_is_not_frozen(client, coordinator, edition, event):
    EditionPage.objects.update(ends_on=timezone.localdate())
    answer = send(client, do="freeze")
    assert (answer.status_code, "n’est pas encore terminé" in answer.content.decode()) == (422, True)


def test_archive_that_cannot_be_begun_does_not_keep_the_edition_from_being_frozen(
    client, coordinator, edition, event, monkeypatch
):
    monkeypatch.setattr("programme.archive.stored.read_archive", lambda *_args, **_kwargs: 1 / 0)
    assert send(client, do="freeze").status_code == 302
    assert EditionPage.objects.get(pk=edition.pk).is_frozen
    assert "Son fichier est en cours d’écriture, ou n’a pas pu être écrit." in page_of(client)


@pytest.mark.usefixtures("coordinator", "event")
@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_whatever_it_lists(client, edition, django_assert_num_queries, count):
    for number in range(1, count):
        make_event(f"Autre {number}", edition=edition, slug=f"autre-{number}", times=(when(10, day=A_WEEK_AGO),))
    committed()
    client.get(HERE)
    with django_assert_num_queries(QUERIES):
        client.get(HERE)
