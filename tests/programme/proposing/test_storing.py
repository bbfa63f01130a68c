"""“Store as it is”: what is right is stored, what is wrong and cannot be is named."""

from __future__ import annotations

import pytest

from tests.programme.proposing.journey import WHAT, WHERE, WHO, begun, html, link_in, mails_to, page, step, submission
from tests.programme.proposing.test_links_and_mending import main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]


def errors(answer):
    return [one["href"] for one in html(answer).select("#erreurs a")]


def contact():
    return submission().name, submission().email, submission().phone


@pytest.mark.parametrize(
    ("wrong", "field", "stored"),
    [
        ({"email": "nolwenn@"}, "#id_email", ("Nolwenn Le Gall", "", "")),
        ({"phone": "0" * 31}, "#id_phone", ("Nolwenn Le Gall", "nolwenn@example.org", "")),
        ({"name": "N" * 121}, "#id_name", ("", "nolwenn@example.org", "")),
    ],
)
@pytest.mark.parametrize("do", ["later", "link"])
def test_contact_that_is_wrong_is_named_and_all_else_is_stored(client, do, wrong, field, stored):
    url = begun(client)
    answer = step(client, url, 4, **{**WHO, "licence": "", **wrong}, do=do)
    assert (answer.status_code, errors(answer)) == (422, [field])
    assert "Tout le reste est enregistré" in main(answer)
    assert "C’est enregistré" not in main(answer)
    assert contact() == stored
    assert submission().data["organisers"] == WHO["organisers"]


@pytest.mark.parametrize("do", ["later", "next"])
def test_contact_is_stored_whatever_is_wrong_beside_it(client, do):
    url = begun(client)
    answer = step(client, url, 4, **{**WHO, "works": "https://ailleurs.example/"}, do=do)
    assert contact() == ("Nolwenn Le Gall", "nolwenn@example.org", "")
    assert answer.status_code == {"later": 302, "next": 422}[do]
    if do == "later":
        assert "https://ailleurs.example/" in page(client, url)


def test_link_goes_to_the_contact_of_the_step_whatever_is_wrong_beside_it(client):
    url = begun(client)
    assert step(client, url, 4, **{**WHO, "organisers": ""}, do="link").status_code == 302
    assert link_in(mails_to("nolwenn@example.org")[0])


def test_text_that_is_too_long_to_store_is_given_back(client):
    url = begun(client)
    answer = step(client, url, 1, **{**WHAT, "body": "a" * 20_001, "title": ""}, do="later")
    assert (answer.status_code, errors(answer)) == (422, ["#id_body"])
    assert html(answer).select_one("#id_body").text.strip() == "a" * 20_001


def test_what_is_wrong_in_other_steps_is_stored_and_told_by_the_overview(client):
    url = begun(client)
    assert step(client, url, 2, **{**WHERE, "t0-ends": "midi"}, do="later").status_code == 302
    assert step(client, url, 3, audience=["teens"], age_min="douze", price="free", do="later").status_code == 302
    said = page(client, url)
    assert "À partir de" in said
    assert "Date 1" in said or "date 1" in said


@pytest.mark.parametrize("do", ["next", "later", "link"])
def test_rhythm_that_nobody_had_made_into_dates_yet_is_made_before_anything_goes_on(client, do):
    url = begun(client)
    rule = {"rule-weekdays": ["2"], "rule-rhythm": "w1", "rule-first": "2027-10-06", "rule-last": "2027-10-13",
            "rule-starts": "14:00", "rule-ends": "16:00"}  # fmt: skip
    answer = step(client, url, 2, rows="0", **rule, do=do)
    assert (answer.status_code, [row["day"] for row in submission().data["times"]]) == (
        200, ["2027-10-06", "2027-10-13"],
    )  # fmt: skip
    assert html(answer).select("[name=rule-weekdays][checked]") == []


def test_dates_beyond_what_an_event_has_are_counted_as_they_are(client):
    url = begun(client)
    rows = {f"t{number}-day": "2027-10-05" for number in range(399)}
    rule = {"rule-weekdays": ["2"], "rule-rhythm": "w1", "rule-first": "2027-10-06", "rule-last": "2027-10-13",
            "rule-starts": "14:00", "rule-ends": "16:00"}  # fmt: skip
    answer = main(step(client, url, 2, rows="399", **rows, **rule, do="repeat")).replace("\xa0", " ")
    assert "1 date est ajoutée" in answer
    assert "400 séances au plus" in answer
