"""A visitor proposes an event without an account: written in steps, found again by a link, sent once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail

from programme.models import EventPage, Submission
from search.indexing import rebuild
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.people import PersonFactory
from tests.factories.programme import at, make_edition, make_event, make_place
from tests.programme.proposing.journey import (
    FRENCH,
    TIME,
    WHAT,
    WHERE,
    WHO,
    begin,
    begun,
    do,
    html,
    link_in,
    mails_to,
    page,
    read,
    sent,
    step,
    submission,
    written,
)  # fmt: skip
from tests.wiki.history.test_page_history import words
from wiki import limits

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture(autouse=True)
def _edition(edition):
    return edition


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def test_event_is_written_in_four_steps_and_sent_without_an_account(
    client, django_capture_on_commit_callbacks, edition
):
    AssociationFactory(name="La Passerelle")
    with django_capture_on_commit_callbacks(execute=True):
        sent(client)

    event = EventPage.objects.get()
    occurrence = event.occurrences.get()
    assert (event.title, event.live, event.kind, event.audience) == (
        "Cartographier Recouvrance",
        False,
        "mapping",
        ["teens"],
    )
    assert event.body.startswith("<p>Rendez-vous devant la <b>Corderie</b>.</p><ul><li>des crayons</li>")
    assert [one.title for one in event.associations.all()] == ["La Passerelle"]
    assert event.other_organisers == "Les Amis du Quai"
    assert [one["name"] for one in event.credits] == ["La Passerelle", "Les Amis du Quai"]
    assert (occurrence.starts_at, occurrence.ends_at) == (at(14, day=date(2027, 10, 5)), at(16, day=date(2027, 10, 5)))
    assert (occurrence.place.title, occurrence.place.live) == ("Le Hangar", False)
    assert [line.description for line in occurrence.place.access_lines.all()] == ["De plain-pied."]
    assert (submission().state, submission().email) == ("sent", "nolwenn@example.org")
    receipt = mails_to("nolwenn@example.org")[0]
    assert receipt.subject.endswith("Bien reçu\u00a0: Cartographier Recouvrance")
    assert "Cartographier Recouvrance" in page(client, link_in(receipt))
    assert "Bien reçu" in receipt.alternatives[0][0]


def test_all_that_was_said_is_read_again_before_it_is_sent(client):
    make_place("La Corderie")
    url = written(client)

    said = {
        row.dt.get_text(): " ".join(row.dd.get_text(" ").split())
        for row in html(client.get(url, headers=FRENCH)).select(".propose-event__recap > div")
    }

    assert said == {
        "En une phrase": "On marche et on dessine la carte.",
        "Genre d’événement": "cartopartie",
        "Langue de l’événement": "français",
        "Ce qui s’y passe": "Rendez-vous devant la **Corderie**. - des crayons - de bonnes chaussures",
        "Quand": "mardi 5 octobre 2027, 14 h – 16 h",
        "Nom du lieu": "Le Hangar",
        "Commune": "Brest",
        "Comment on y entre": "De plain-pied.",
        "Pour qui": "ados",
        "Prix": "gratuit",
        "Comment on participe": "sans inscription : venez comme vous êtes",
        "Qui l’organise": "La Passerelle Les Amis du Quai",
        "Ce que d’autres peuvent faire de votre texte":
            "Le copier, le modifier et le partager, en vous nommant et sous la même licence (CC BY-SA 4.0)",
        "À qui la coordination écrit": "n•••@example.org",
    }  # fmt: skip


def test_coordinators_are_told_by_mail(client, django_capture_on_commit_callbacks, edition):
    coordinator = PersonFactory(email="gwen@example.org", language="fr")
    edition.coordinators.set([coordinator])
    edition.save()
    with django_capture_on_commit_callbacks(execute=True):
        sent(client)
    (told,) = mails_to("gwen@example.org")
    assert "Proposé pour le programme\u00a0: Cartographier Recouvrance" in told.subject
    assert "/a-relire/" in told.body
    assert "nolwenn" not in told.body


def test_every_step_is_stored_even_when_it_is_wrong(client):
    url = begun(client)
    answer = step(client, url, 2, rows="1", **TIME | {"t0-ends": "midi"}, place_name="Le Hangar", place_town="")
    assert answer.status_code == 422
    shown = html(answer)
    assert "Rien n’est perdu" in words(shown)
    assert shown.select_one('a[href="#id_t0-ends"]')
    assert shown.select_one('a[href="#id_place_town"]')
    again = read(client, f"{url}2/")
    assert again.select_one("#id_t0-ends")["value"] == "midi"
    assert again.select_one("#id_place_name")["value"] == "Le Hangar"


def test_form_sent_twice_is_one_event(client):
    stamp = limits.new_stamp()
    first, second = (begin(client, stamp=stamp) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Submission.objects.count() == 1

    url = sent(client, title="Envoyé deux fois")
    do(client, url, "send")
    assert EventPage.objects.count() == 1


def test_link_comes_by_mail_at_any_step_and_leads_back(client):
    url = begun(client)
    answer = step(client, url, 2, **WHERE, do="link", link_email="nolwenn@example.org")
    assert answer.status_code == 302
    (message,) = mails_to("nolwenn@example.org")
    client.cookies.clear()
    assert "Cartographier Recouvrance" in page(client, link_in(message))
    assert read(client, f"{link_in(message)}2/").select_one("#id_place_name")["value"] == "Le Hangar"


def test_machine_is_held_up_by_the_guard_of_every_form(client):
    assert begin(client, website="http://spam.example").status_code == 422
    assert begin(client, stamp="faux").status_code == 422
    assert Submission.objects.count() == 0


def test_unfinished_event_is_not_sent_and_says_what_is_missing(client):
    url = begun(client)
    answer = do(client, url, "send")
    assert answer.status_code == 422
    said = words(html(answer).select_one("main"))
    assert "Donnez au moins une date" in said
    assert EventPage.objects.count() == 0


def test_opening_the_link_writes_nothing(client, django_assert_num_queries):
    url = written(client)
    before = Submission.objects.values().get()
    for number in ("", "1/", "2/", "3/", "4/"):
        assert client.get(url + number).status_code == 200
    assert Submission.objects.values().get() == before
    assert EventPage.objects.count() == 0


def test_several_open_editions_are_offered_and_a_closed_one_says_since_when(client):
    make_edition(
        "Communs toute l’année",
        slug="toute-l-annee",
        acronym="toute_l_annee",
        all_year=True,
        starts_on=None,
        ends_on=None,
    )
    closed = make_edition("Brest 2029", slug="2029", acronym="brest_2029", starts_on=date(2029, 10, 1), ends_on=date(2029, 10, 9),
                          proposals_from=date(2029, 3, 1))  # fmt: skip
    said = page(client, "/proposer-un-evenement/")
    assert "Communs toute l’année" in said
    assert "Brest en biens communs 2027" in said
    said = page(client, f"/proposer-un-evenement/?edition={closed.slug}")
    assert "à partir du 1 mars 2029" in said


def test_closed_edition_takes_nothing_and_gives_the_text_back(client, edition):
    url = written(client)
    edition.proposals_until = date(2026, 2, 1)
    edition.save()
    answer = do(client, url, "send")
    assert answer.status_code == 422
    assert "1 février 2026" in words(html(answer).select_one("main"))
    assert "1 février 2026" in page(client, "/proposer-un-evenement/?edition=2027")
    assert submission().data["title"] == WHAT["title"]


def test_same_as_last_year_brings_the_text_and_the_place_and_no_date(client):
    place = make_place()
    asso = AssociationFactory(name="La Passerelle")
    old = make_edition(
        "Brest 2025", slug="2025", acronym="brest_2025", starts_on=date(2025, 10, 1), ends_on=date(2025, 10, 9)
    )
    event = make_event(
        "Repair café", edition=old, place=place, associations=[asso], one_sentence="On répare.", audience=["all"]
    )
    listed = read(client, f"/proposer-un-evenement/?edition=2027&association={asso.slug}")
    assert listed.select_one(f'a[href="?edition=2027&comme={event.pk}"]')
    form = read(client, f"/proposer-un-evenement/?edition=2027&comme={event.pk}")
    assert form.select_one("#id_title")["value"] == "Repair café"

    answer = client.post(
        f"/proposer-un-evenement/?edition=2027&comme={event.pk}",
        {**WHAT, "title": "Repair café", "stamp": limits.new_stamp()},
    )
    data = submission().data
    assert answer.status_code == 302
    assert (data["place"], data["audience"], data["organisers"]) == (str(place.pk), ["all"], "La Passerelle")
    assert "times" not in data


def test_draft_of_another_is_nothing_to_begin_from(client):
    sent(client)
    draft = EventPage.objects.get()
    assert (
        read(client, f"/proposer-un-evenement/?edition=2027&comme={draft.pk}").select_one("#id_title").get("value")
        is None
    )


def test_association_of_last_year_is_found_by_a_word_of_its_name(client):
    corderie, quai = AssociationFactory(name="Les Amis de la Corderie"), AssociationFactory(name="Les Amis du Quai")
    event = make_event("Bal", slug="bal", associations=[corderie])
    make_event("Fanfare", slug="fanfare", associations=[quai])
    AssociationFactory(name="Les Amis sans événement")

    several = read(client, "/proposer-un-evenement/?edition=2027&trouver=amis").select_one("#meme-chose")
    assert [one.text for one in several.select(".propose-event__found a")] == [
        "Les Amis de la Corderie", "Les Amis du Quai",
    ]  # fmt: skip
    one = read(client, "/proposer-un-evenement/?edition=2027&trouver=corderie").select_one("#meme-chose")
    assert one.select_one(f'a[href="?edition=2027&comme={event.pk}"]')
    none = read(client, "/proposer-un-evenement/?edition=2027&trouver=sardine").select_one("#meme-chose")
    assert "Aucune association" in none.text


def test_rhythm_makes_rows_and_says_what_it_left_out(client):
    url = begun(client)
    rule = {
        "rule-weekdays": ["2"], "rule-rhythm": "w1", "rule-first": "2027-10-06", "rule-last": "2027-11-10",
        "rule-starts": "14:00", "rule-ends": "16:00", "rule-no_school_holidays": "B",
    }  # fmt: skip
    answer = step(client, url, 2, rows="0", do="repeat", **rule)
    assert [row["day"] for row in submission().data["times"]] == [
        "2027-10-06",
        "2027-10-13",
        "2027-10-20",
        "2027-11-10",
    ]
    assert "Vacances de la Toussaint" in words(html(answer).select_one("main"))
    wrong = step(client, url, 2, rows="0", do="repeat", **rule | {"rule-last": "2027-10-01"})
    assert wrong.status_code == 422
    assert "vient avant le premier" in words(html(wrong).select_one("#rythme"))


@pytest.mark.parametrize(
    ("time", "sentence"),
    [
        ({"t0-day": "2027-10-05", "t0-starts": "16:00"}, "Dites aussi quand"),
        ({"t0-day": "2027-10-05", "t0-until": "2027-10-01"}, "vient avant le premier"),
        ({"t0-day": "2027-10-05", "t0-until": "2029-10-01"}, "400"),
        ({"t0-day": "9999-12-31"}, "Vérifiez"),
        ({"t0-day": "0001-01-01"}, "ann"),
        ({"t0-day": "2027-02-30"}, "date"),
        ({"t0-day": "2027-10-05\x00", "t0-starts": "\x00"}, ""),
    ],
)
def test_time_that_no_event_has_is_refused_with_a_sentence(client, time, sentence):
    url = begun(client)
    answer = step(client, url, 2, rows="1", **time)
    assert answer.status_code in {302, 422}
    if sentence:
        assert answer.status_code == 422
        assert sentence in words(html(answer).select_one("#erreurs"))


def test_rows_are_bounded(client):
    url = begun(client)
    many = {f"t{number}-day": "2027-10-05" for number in range(402)}
    step(client, url, 2, rows="100000000", **many)
    assert len(submission().data["times"]) == 400
    assert step(client, url, 2, rows="x").status_code == 302


def test_whole_days_and_an_exhibition_with_its_hours(client):
    where = {
        "rows": "2", "t0-day": "2027-10-05", "t1-day": "2027-10-02", "t1-until": "2027-10-16", "t1-hours": "de 14 h à 18 h",
        "place": str(make_place().pk),
    }  # fmt: skip
    sent(client, where=where)
    exhibition, day = EventPage.objects.get().occurrences.all()
    assert (exhibition.all_day, exhibition.hours) == (True, "de 14 h à 18 h")
    assert exhibition.ends_at == at(0, day=date(2027, 10, 17))
    assert (day.all_day, day.ends_at) == (True, at(0, day=date(2027, 10, 6)))


def test_person_with_an_account_finds_their_events_beside_their_pages(client, log_in):
    person = log_in("contributor")
    begun(client)
    assert submission().account == person
    assert "1 événement que vous proposez" in page(client, "/mes-pages/")
    assert "Cartographier Recouvrance" in page(client, "/proposer-un-evenement/mes-evenements/")
    assert mail.outbox == []


def test_commons_are_named_by_their_address(client):
    url = begun(client)
    answer = step(client, url, 4, **WHO, works="http://ailleurs.example/rien/")
    assert answer.status_code == 422
    assert "http://ailleurs.example/rien/" in words(html(answer).select_one("#erreurs"))


# What is found by words, without a script


def choices(answer, name):
    return [one["value"] for one in html(answer).select(f"button[name=add-{name}]")]


def typed(answer, name):
    return html(answer).select_one(f"[name={name}]")


def test_association_is_found_by_a_piece_of_its_name_and_joins_the_form(client):
    for _number in range(13):
        AssociationFactory()
    AssociationFactory(name="L’Établi partagé")
    url = begun(client)
    said = {"organisers": "Les Amis du Quai", "name": "Nolwenn", "email": "n@example.org"}

    found = step(client, url, 4, **said, find_association="etabli", do="find-association")
    assert choices(found, "association") == ["L’Établi partagé"]
    assert html(found).select("[role=alert]") == []
    assert (typed(found, "name")["value"], typed(found, "email")["value"]) == ("Nolwenn", "n@example.org")

    added = step(client, url, 4, **said, find_association="etabli", **{"add-association": "L’Établi partagé"})
    assert typed(added, "organisers").text.split("\n")[-2:] == ["Les Amis du Quai", "L’Établi partagé"]
    assert choices(added, "association") == []
    assert len(choices(step(client, url, 4, find_association="assoc"), "association")) == 12


def test_return_key_in_a_search_looks_up_before_it_goes_on(client):
    AssociationFactory(name="L’Établi partagé")
    url = begun(client)
    pressed = {**WHO, "do": "next", "find_association": "établi"}
    assert choices(step(client, url, 4, **pressed), "association") == ["L’Établi partagé"]
    assert step(client, url, 4, **pressed, found_association="établi").status_code == 302


def test_words_that_find_nothing_say_so(client):
    url = begun(client)
    answer = step(client, url, 4, find_work="zzzz", do="find-work")
    assert "Rien de plus sous ces mots." in words(html(answer).select_one("#trouver-work"))


def test_guide_is_found_by_words_and_its_address_joins_the_form(client):
    make_guide("Cartographier sa rue")
    make_event("Cartographier le port")
    rebuild()
    url = begun(client)
    found = step(client, url, 4, **{**WHO, "organisers": ""}, find_work="cartographier", do="find-work")
    [address] = choices(found, "work")
    assert address == "/guides/cartographier-sa-rue/"

    added = step(client, url, 4, **WHO, find_work="cartographier", **{"add-work": address})
    assert typed(added, "works").text.strip() == address


def test_event_is_no_commons_that_another_uses(client):
    event = make_event("Cartographier le port")
    url = begun(client)
    answer = step(client, url, 4, **WHO, works=event.url)
    assert (answer.status_code, "Ce n’est pas l’adresse d’une fiche" in answer.content.decode()) == (422, True)
