"""What an edition may say of itself."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from programme.models import EditionPage
from tests.factories.programme import make_edition
from tests.wiki.sending import posted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"starts_on": date(2027, 10, 17), "ends_on": date(2027, 10, 2)}, ["ends_on"]),
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2028, 2, 5)}, ["ends_on"]),
        ({"starts_on": None, "ends_on": None}, ["starts_on"]),
        ({"ends_on": None}, ["starts_on"]),
        ({"all_year": True, "starts_on": None, "ends_on": None}, []),
        ({"time_zone": "Europe/Breizh"}, ["time_zone"]),
        ({"acronym": "abc"}, ["acronym"]),
        ({"acronym": "Brest 2027"}, ["acronym"]),
        ({"acronym": "brest_communs_2027\n"}, ["acronym"]),
    ],
)
def test_edition_says_what_is_wrong_with_its_days_its_clock_and_its_name(fields, wrong):
    edition = make_edition()
    for name, value in fields.items():
        setattr(edition, name, value)
    with pytest.raises(ValidationError) if wrong else nullcontext() as problems:
        edition.full_clean()
    assert sorted(problems.value.message_dict if problems else []) == wrong


@pytest.mark.parametrize(("is_public", "name"), [(True, "brest_communs_2027"), (False, "autre_nom_2027")])
def test_short_name_stays_once_it_is_public(client, log_in, is_public, name):
    edition = make_edition()
    if not is_public:
        EditionPage.objects.update(live=False, first_published_at=None)
    log_in("editor")
    address = f"/admin/pages/{edition.pk}/edit/"
    form = BeautifulSoup(client.get(address).content, "html.parser").find("form", id="page-edit-form")
    answer = client.post(address, posted(str(form)) | {"acronym": "autre_nom_2027"}, headers={"accept-language": "fr"})

    assert ("Agendas et téléphones connaissent le programme" in answer.content.decode()) is is_public
    assert EditionPage.objects.get().get_latest_revision_as_object().acronym == name
