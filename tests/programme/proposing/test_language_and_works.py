"""In which language an event is, and what each of its commons is to it, as whoever proposes it says."""

from __future__ import annotations

from datetime import date

import pytest

from programme.domain.events import publish_event
from programme.enums import SubmissionState
from programme.models import EventPage, Submission
from tests.factories.guides import make_guide
from tests.factories.programme import make_edition, make_event
from tests.programme.proposing.journey import (
    FRENCH,
    WHO,
    begun,
    do,
    html,
    page,
    read,
    sent,
    step,
    submission,
    written,
)  # fmt: skip
from tests.programme.proposing.test_links_and_mending import coordinators_write, latest, main, mend, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
IN_BRETON = {"title": "Kartenn Rekouvrañs", "one_sentence": "Bale ha tresañ.", "language": "br"}


def works():
    return [(row["value"]["item"], row["value"]["role"], row["value"]["use"]) for row in latest().works.raw_data]


def test_event_in_breton_is_found_under_breton_and_not_under_french(client):
    sent(client, **IN_BRETON)
    Submission.objects.update(state=SubmissionState.ACCEPTED)
    publish_event(EventPage.objects.get())

    assert IN_BRETON["title"] in page(client, "/programme/2027/?langue=br")
    assert IN_BRETON["title"] not in page(client, "/programme/2027/?langue=fr")


def test_language_is_that_of_the_site_until_somebody_says_another(client):
    form = read(client, "/proposer-un-evenement/?edition=2027")
    assert form.select_one("#id_language option[selected]")["value"] == "fr"


def test_event_that_was_begun_before_its_form_asked_for_a_language_is_whole(client):
    url = written(client)
    draft = submission()
    del draft.data["language"]
    draft.save()

    assert "Langue de l’événement français" in page(client, url)
    assert do(client, url, "send").status_code == 302
    assert EventPage.objects.get().language == "fr"


def test_language_is_read_again_before_it_is_sent_and_its_texts_say_it(client):
    url = written(client, **IN_BRETON)
    shown = html(client.get(url, headers=FRENCH))
    assert "Langue de l’événement breton" in " ".join(shown.select_one("main").get_text(" ").split())
    assert shown.select_one("h1")["lang"] == "br"
    assert shown.select_one(".propose-event__recap dd[lang=br]").get_text() == "Bale ha tresañ."


def test_language_of_last_year_comes_again(client):
    old = make_edition(
        "Brest 2025", slug="2025", acronym="brest_2025", starts_on=date(2025, 10, 1), ends_on=date(2025, 10, 9)
    )
    event = make_event("Kafe", slug="kafe", edition=old, one_sentence="Kafe ha krampouezh.", language="br")
    form = read(client, f"/proposer-un-evenement/?edition=2027&comme={event.pk}")
    assert form.select_one("#id_language option[selected]")["value"] == "br"


def test_language_that_both_change_is_shown_and_one_that_coordinators_set_stands(client):
    url = sent(client)
    mend(client, url, 4, WHO, organisers="La Criée")
    coordinators_write(language="br")
    assert send(client, url).status_code == 302
    assert latest().language == "br"

    said = {"title": "Kartenn", "one_sentence": "Bale.", "kind": "mapping", "body": ""}
    mend(client, url, 1, {**said, "language": "en"})
    coordinators_write(language="fr")
    assert "Langue de l’événement français" in main(do(client, url, "send"))


def test_each_work_is_used_changed_or_recommended_as_the_form_says(client):
    used, changed, more = (make_guide(title) for title in ("Cartographier", "Filmer sa rue", "Lire une carte"))
    url = written(client)
    step(client, url, 4, **WHO, works=used.url, works_changed=changed.url, works_recommended=more.url)
    assert [label in page(client, url) for label in ("changez sur place", "recommandez")] == [True, True]
    do(client, url, "send")

    assert works() == [
        (f"guide:{used.pk}", "used", "shown"),
        (f"guide:{changed.pk}", "used", "changed"),
        (f"guide:{more.pk}", "recommended", "shown"),
    ]
    form = read(client, f"{url}4/")
    assert [form.select_one(f"#id_{name}").text.strip() for name in ("works", "works_changed", "works_recommended")] == [
        used.url, changed.url, more.url,
    ]  # fmt: skip


def test_work_that_is_used_and_changed_at_once_is_told_apart_by_whoever_named_it(client):
    guide = make_guide()
    url = begun(client)
    answer = step(client, url, 4, **WHO, works=guide.url, works_changed=guide.url)
    assert (answer.status_code, html(answer).select_one('#erreurs a[href="#id_works_changed"]') is None) == (422, False)


def test_work_goes_from_one_field_to_another_with_its_note_and_what_was_made_stays(client):
    guide, made = make_guide("Cartographier"), make_guide("La carte de Recouvrance")
    url = sent(client)
    rows = [
        {"item": f"guide:{guide.pk}", "role": "used", "use": "shown", "note": "Page 3."},
        {"item": f"guide:{made.pk}", "role": "produced", "use": "shown", "note": ""},
    ]
    coordinators_write(works=[("item", row) for row in rows])
    assert made.url not in read(client, f"{url}4/").text

    mend(client, url, 4, WHO, works="", works_changed=guide.url)
    send(client, url)
    assert works() == [(f"guide:{guide.pk}", "used", "changed"), (f"guide:{made.pk}", "produced", "shown")]
    mend(client, url, 4, WHO, works="", works_changed="", works_recommended=guide.url)
    send(client, url)
    assert works() == [(f"guide:{made.pk}", "produced", "shown"), (f"guide:{guide.pk}", "recommended", "shown")]
    assert latest().works.raw_data[1]["value"]["note"] == "Page 3."


def test_work_that_was_found_joins_the_field_that_was_chosen(client):
    guide = make_guide("Lire une carte")
    url = begun(client)
    answer = step(client, url, 4, **WHO, works="", as_work="works_recommended", **{"add-work": guide.url})
    assert html(answer).select_one("#id_works_recommended").text.strip() == guide.url
    assert html(answer).select_one("#id_works").text.strip() == ""
    answer = step(client, url, 4, **WHO, works="", as_work="licence", **{"add-work": guide.url})
    assert html(answer).select_one("#id_works").text.strip() == guide.url
