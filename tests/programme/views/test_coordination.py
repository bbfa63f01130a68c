"""The table, the grid and the versions of those who coordinate; who may open which address."""

from __future__ import annotations

import pytest
from django.utils import timezone

from community.models import Membership
from programme.domain.deciding import accept, refuse
from programme.domain.moving import stamp
from programme.domain.releasing import release
from programme.models import EditionPage, EventPage, Release, Submission
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.factories.programme import at, make_edition, make_event, make_place, make_proposed, when
from tests.programme.views.coordinating import BASE, COORDINATION, drawn, told

pytestmark = pytest.mark.django_db
PAGES = ("", "grille/", "affluence/", "avertissements/", "versions/")


def titles(answer):
    return [row.find(["a", "span"]).get_text() for row in drawn(answer).select(".coordination__event")]


def state(event):
    return Submission.objects.get(event=event).state


# Who may open what


def person_who_is(who, edition, event):
    if who == "visitor":
        return None
    person = PersonFactory(groups=(who,) if who in {"contributor", "known", "editor", "steward"} else ())
    if who == "member":
        Membership.objects.create(user=person, association=event.associations.get())
    if who == "coordinator":
        edition.coordinators.add(person)
        edition.save()
    return person


@pytest.mark.parametrize(
    ("who", "coordination", "times"),
    [
        ("visitor", 302, 302),
        ("contributor", 403, 404),
        # Publishes pages at once, and is nobody to whom others gave their names and addresses.
        ("known", 403, 404),
        ("member", 403, 200),
        ("coordinator", 200, 200),
        ("editor", 200, 200),
        ("steward", 200, 200),
    ],
)
def test_who_opens_which_page(client, edition, who, coordination, times):
    event = make_proposed(edition=edition, associations=[AssociationFactory()])
    person = person_who_is(who, edition, event)
    if person:
        client.force_login(person)

    asked = [client.get(f"{COORDINATION}{page}").status_code for page in PAGES]
    asked.append(client.post(COORDINATION, {"do": "accept"}).status_code)

    assert asked == [coordination] * 5 + [422 if coordination == 200 else coordination]
    assert client.get(f"{BASE}{event.slug}/seances/").status_code == times
    assert client.get(f"/a-relire/evenement/{event.pk}/").status_code == coordination


def test_of_a_draft_of_others_nobody_is_told_that_it_is_there(client, edition, log_in):
    event = make_proposed(edition=edition)
    log_in("contributor")

    there, nowhere = client.get(f"{BASE}{event.slug}/seances/"), client.get(f"{BASE}nulle-part/seances/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    client.logout()
    asked = [client.get(f"{BASE}{slug}/seances/") for slug in (event.slug, "nulle-part")]
    assert [answer.status_code for answer in asked] == [302, 302]


def test_times_of_a_public_event_of_others_are_refused(client, edition, log_in):
    event = make_event(edition=edition)
    log_in("contributor")

    assert client.get(f"{BASE}{event.slug}/seances/").status_code == 403


def test_address_below_no_edition_is_not_found(client):
    make_edition()
    assert client.get("/programme/coordination/").status_code == 404


# The table


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_pages_do_not_grow(client, edition, coordinator, count, django_assert_num_queries):
    for number in range(count):
        association = AssociationFactory()
        make_proposed(
            f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"), associations=[association],
            times=[when(9), when(11)],
        )  # fmt: skip
    committed()
    numbers = {"": TABLE, "grille/": GRID, "affluence/": HEAT, "avertissements/": HEAT}
    for page in numbers:
        client.get(f"{COORDINATION}{page}?jour=2027-10-02")

    for page, number in numbers.items():
        with django_assert_num_queries(number):
            client.get(f"{COORDINATION}{page}?jour=2027-10-02")


TABLE, GRID, HEAT = 16, 17, 13


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_versions_do_not_grow(client, edition, coordinator, count, django_assert_num_queries):
    for number in range(count):
        make_event(f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"))
        release(edition, f"version {number}", by=coordinator)
    committed()
    addresses = {f"{COORDINATION}versions/": VERSIONS, f"{BASE}versions/": 8}
    for address in addresses:
        client.get(address)

    for address, number in addresses.items():
        with django_assert_num_queries(number):
            client.get(address)


VERSIONS = 12


def test_table_shows_all_events_with_what_is_missing(client, edition, coordinator):
    make_event("Public", edition=edition, place=make_place())
    make_proposed("Proposé", edition=edition, times=[], licence="")

    answer = client.get(COORDINATION)

    rows = drawn(answer).select(".coordination__row")
    assert titles(answer) == ["Proposé", "Public"]
    assert [words.get_text() for words in rows[0].select(".coordination__missing li")] == [
        "pas de séance", "pas de structure organisatrice", "pas de licence", "pas d’image",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("etat=sent", ["Couture", "Réparation"]),
        ("etat=public", ["Bal"]),
        ("manque=lieu", ["Couture"]),
        ("jour=2027-10-02", ["Réparation", "Bal"]),
        ("q=COUT", ["Couture"]),
        ("q=corderie", ["Réparation", "Bal"]),
        ("tri=titre", ["Bal", "Couture", "Réparation"]),
        ("tri=titre&etat=sent", ["Couture", "Réparation"]),
        ("etat=nimporte&lieu=x", []),
        ("page=99", ["Couture", "Réparation", "Bal"]),
    ],
)
def test_table_is_narrowed_and_sorted_by_its_address(client, edition, coordinator, asked, found):
    place = make_place()
    make_event("Bal", edition=edition, place=place)
    make_proposed("Réparation", edition=edition, place=place)
    make_proposed("Couture", edition=edition, times=[when(9, day=at().date().replace(day=1))])

    assert titles(client.get(f"{COORDINATION}?{asked}")) == found


@pytest.mark.parametrize(
    "decided", [("ask", "asked", "2 événements à compléter."), ("refuse", "refused", "2 événements refusés.")]
)
def test_ticked_events_are_decided_with_one_message_and_a_mail_each(
    client, coordinator, mailoutbox, django_capture_on_commit_callbacks, decided
):  # fmt: skip
    verb, after, said = decided
    events = [make_proposed(f"Atelier {number}") for number in (1, 2)]
    posted = {"do": verb, "message": "Quelle salle ?", "choisi": [event.pk for event in events]}
    posted |= {f"etat-{event.pk}": "sent" for event in events}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(COORDINATION, posted, follow=True)

    assert [state(event) for event in events] == [after, after]
    assert told(answer) == [f"{said} Chaque personne qui a proposé reçoit vos mots par courriel."]
    assert [(mail.to, "Quelle salle ?" in mail.body) for mail in mailoutbox] == [(["awa@example.org"], True)] * 2


def test_what_one_event_lacks_stands_beside_it_and_stops_no_other(client, edition, coordinator):
    good, bad = make_proposed("Complet", edition=edition), make_proposed("Sans licence", edition=edition, licence="")
    posted = {"do": "accept", "choisi": [good.pk, bad.pk], f"etat-{good.pk}": "sent", f"etat-{bad.pk}": "sent"}

    answer = client.post(COORDINATION, posted)

    assert (answer.status_code, state(good), state(bad)) == (422, "accepted", "sent")
    row = drawn(answer).select_one(f"#evenement-{bad.pk}")
    assert "n’a pas été publiée" in row.get_text()
    assert row.select_one("input[type=checkbox]").has_attr("checked")


def test_second_coordinator_is_told_what_the_first_decided(client, edition, coordinator):
    event = make_proposed(edition=edition)
    refuse(event, seen="sent", by=PersonFactory(display_name="Malo Kerneis"), message="Hors des dates.")

    answer = client.post(COORDINATION, {"do": "accept", "choisi": event.pk, f"etat-{event.pk}": "sent"})

    assert "Malo Kerneis a été plus rapide" in drawn(answer).select_one(f"#evenement-{event.pk}").get_text()
    assert state(event) == "refused"


def test_row_is_edited_in_place_without_a_script(client, edition, coordinator):
    event = make_proposed(edition=edition)
    place = make_place("Le Fourneau")
    page = drawn(client.get(f"{COORDINATION}?ouvre={event.pk}"))
    form = page.select_one(".time-form form")
    posted = {field["name"]: field.get("value", "") for field in form.select("input:not([type=checkbox])")}
    posted |= {"place": str(place.pk), "start": "15:00", "status": "confirmed", "do": "save"}

    answer = client.post(form["action"], posted)

    occurrence = event.occurrences.get()
    assert (answer.status_code, occurrence.place_id, occurrence.starts_at) == (302, place.pk, at(15))


def test_note_is_read_by_those_who_coordinate(client, edition, coordinator):
    event = make_proposed(edition=edition)

    client.post(COORDINATION, {"do": "note", "evenement": event.pk, "note": "Rappeler Awa."})

    assert "Rappeler Awa." in client.get(f"{COORDINATION}?ouvre={event.pk}").content.decode()


@pytest.mark.parametrize("done", ["accept", "note", "save"])
def test_frozen_edition_takes_nothing(client, edition, coordinator, done):
    event = make_proposed(edition=edition)
    EditionPage.objects.update(frozen_at=timezone.now())
    posted = {
        "do": done, "choisi": event.pk, f"etat-{event.pk}": "sent", "evenement": event.pk, "note": "x",
        "day": "2027-10-02", "start": "09:00", "end": "10:00", "status": "confirmed",
    }  # fmt: skip

    answer = client.post(COORDINATION, posted)

    assert answer.status_code == 422
    assert "est maintenant une archive" in answer.content.decode()
    assert (state(event), event.occurrences.count()) == ("sent", 1)


def test_busy_hours_are_numbers_and_words(client, edition, coordinator):
    make_event(edition=edition, times=[when(14), when(15)])

    row = drawn(client.get(f"{COORDINATION}affluence/")).select_one(".heat tbody tr")

    cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
    assert cells[4:9] == ["0 événement", "1 1 événement", "2 2 événements", "1 1 événement", "0 événement"]


# Versions


def test_version_is_previewed_made_and_public(client, edition, coordinator):
    accept(make_proposed(edition=edition, place=make_place()), seen="sent", by=coordinator)
    assert "1 événement accepté devient public." in client.get(f"{COORDINATION}versions/").content.decode()

    client.post(f"{COORDINATION}versions/", {"do": "release", "name": "version du 3 septembre", "comment": "Voilà !"})

    client.logout()
    page = client.get(f"{BASE}versions/{Release.objects.get().pk}/").content.decode()
    assert "Atelier de réparation" in page
    assert "samedi 2 octobre, 14 h, La Corderie" in page.replace("\xa0", " ")
    assert "version du 3 septembre" in client.get(f"{BASE}versions/").content.decode()
    assert (
        f'<a href="{BASE}versions/">Ce qui a changé</a>'
        in client.get(BASE, headers={"accept-language": "fr"}).content.decode()
    )


def test_typed_words_stay_where_a_version_is_not_made(client, edition, coordinator):
    answer = client.post(f"{COORDINATION}versions/", {"do": "release", "name": "", "comment": "Mes mots."})

    assert (answer.status_code, "Mes mots." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("key", ["0", "999", "9" * 30])
def test_version_that_is_not_there_is_not_found(client, edition, key):
    assert client.get(f"{BASE}versions/{key}/").status_code == 404


def test_what_was_withdrawn_does_not_come_back_with_the_next_version(edition, coordinator):
    event = make_proposed(edition=edition)
    accept(event, seen="sent", by=coordinator)
    release(edition, "première")
    EventPage.objects.get(pk=event.pk).unpublish()

    release(edition, "deuxième")

    assert not EventPage.objects.get(pk=event.pk).live


def test_no_version_notice_or_page_names_a_draft(client, edition, coordinator):
    event = make_event("Atelier public", edition=edition, place=make_place())
    make_proposed("Sardine secrète", edition=edition)
    accept(make_proposed("Sardine acceptée sans version", edition=edition), seen="sent", by=coordinator)
    release(edition, "première")
    make_proposed("Sardine tardive", edition=edition)
    EventPage.objects.get(title="Sardine acceptée sans version").unpublish()
    client.post(
        f"{COORDINATION}deplacer/{event.occurrences.get().uuid}/",
        {"seen": stamp(event.occurrences.get()), "do": "later"},
    )
    release(edition, "deuxième")
    client.logout()
    committed()

    pages = [
        client.get(f"{BASE}versions/"),
        *(client.get(f"{BASE}versions/{one.pk}/") for one in Release.objects.all()),
    ]

    assert [answer.status_code for answer in pages] == [200] * 3
    assert not any("Sardine" in answer.content.decode() for answer in pages)
    assert "Un événement qui a été retiré" in pages[1].content.decode()
