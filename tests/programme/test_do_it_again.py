"""“Refaire chez vous”: what somebody takes away of an event, as a kit: its guide, its poster to fill in, its credits."""

from __future__ import annotations

import json
import zipfile

import pytest
from bs4 import BeautifulSoup

from commons.guides.domain.import_options import Options
from commons.kits.bundles import bundle_of
from commons.kits.domain.import_archive import import_archive
from exporting.crate import METADATA
from programme.carried import posters
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.carrying import carried
from tests.factories.guides import make_guide
from tests.factories.kits import item_row, make_kit
from tests.factories.programme import make_edition, make_event

pytestmark = pytest.mark.django_db
POSTER = "medias/atelier-affiche-a-remplir.svg"


@pytest.fixture
def event():
    guide = make_guide("Réparer une lampe")
    used = ("item", {"item": f"guide:{guide.pk}", "role": "used", "use": "shown", "note": ""})
    return make_event("Atelier", edition=make_edition(), slug="atelier", works=[used])


@pytest.fixture
def archive(event, tmp_path):
    kit = make_kit("Un atelier de réparation", entries=[item_row(f"event:{event.pk}", use="adapted")])
    return carried(kit, tmp_path)


def test_kit_with_an_event_holds_its_poster_to_fill_in_with_whose_it_is(archive):
    with zipfile.ZipFile(archive) as opened:
        content = opened.read(POSTER).decode()
        graph = json.loads(opened.read(METADATA))["@graph"]
        page = BeautifulSoup(opened.read("index.html"), "html.parser")
        credits = opened.read("CREDITS.fr.txt").decode()

    assert 'id="place"' in content
    (file,) = [one for one in graph if one["@id"] == POSTER]
    assert file["license"] == {"@id": "https://creativecommons.org/licenses/by-sa/4.0/"}
    assert page.select(f'[href="{POSTER}"], [src="{POSTER}"]')
    assert "Atelier" in credits


def test_event_that_is_withdrawn_leaves_no_poster(event, tmp_path):
    kit = make_kit("Un atelier de réparation", entries=[item_row(f"event:{event.pk}")])
    event.unpublish()
    assert bundle_of(kit).entries == ()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_for_the_posters_of_a_kit_do_not_grow(count, django_assert_num_queries):
    keys = []
    for number in range(count):
        edition = make_edition(f"Édition {number}", slug=f"edition-{number}", acronym=f"edition_{number}")
        keys.append(make_event(f"Bal {number}", edition=edition, associations=[AssociationFactory()]).pk)
    committed()
    posters(keys)

    with django_assert_num_queries(6):
        assert sorted(posters(keys)) == sorted(keys)


def test_archive_with_a_poster_can_come_in(archive):
    done = import_archive(archive, options=Options(format="markdown", publish=True))
    assert [len(one.refused) for one in (done.guides, done.media, done.kits)] == [0, 0, 0]


def test_page_of_an_event_puts_the_event_and_what_is_used_there_into_the_basket(client, event):
    page = BeautifulSoup(client.get(event.url, headers={"accept-language": "fr"}).content, "html.parser")
    part = page.select_one("#chez-vous")
    used = event.works.raw_data[0]["value"]["item"]

    assert part.select_one('[name="liste"]')["value"] == f"event:{event.pk}~a.{used}"
    assert client.get(part.select_one("a")["href"])["Content-Type"] == "image/svg+xml"


def test_event_without_works_has_its_poster_too(client):
    page = client.get(make_event("Bal").url, headers={"accept-language": "fr"}).content.decode()
    assert "L’affiche à remplir, seule (SVG)" in page
