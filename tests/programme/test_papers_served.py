"""Papers as they are asked for: addresses, 304, filters, links, refusals; and what is on none of them."""

from __future__ import annotations

from datetime import date

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from community.models import PlacePage
from programme.domain.occurrences import set_status
from programme.models import EventPage
from programme.papers.base import EDITION
from programme.papers.registry import papers
from programme.views import papers as view
from tests.committed import committed
from tests.exporting.test_pdf import words
from tests.factories.associations import AssociationFactory
from tests.factories.media import make_picture
from tests.factories.programme import make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db

OF_AN_EDITION = [one.filename for one in papers(EDITION)]
# Site, page, its restrictions; rights and pictures with their media.
QUERIES = 8
EVERY = [*(f"/programme/2027/{name}" for name in OF_AN_EDITION), "/programme/2027/atelier/affiche.pdf"]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    # No page of progress: each test awaits its file.
    settings.EXPORTS_PATIENCE = 60


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def event(edition):
    return make_event("Atelier public", edition=edition, place=make_place(), slug="atelier")


@pytest.fixture
def printed(monkeypatch):
    """Papers as their data instead of PDFs, in the order in which they are built."""
    built = []

    def write(paper, into, *, progress):
        built.append(paper())
        into.write(b"%PDF-1.7 a paper")

    monkeypatch.setattr(view, "_write", write)
    return built


def said(client, url, printed):
    """The words of a paper; what is cached already is not built again."""
    printed.clear()
    assert client.get(url).status_code == 200
    return str(printed[0].data) + str(printed[0].pictures)


def test_papers_of_the_issue_are_all_there():
    assert OF_AN_EDITION == [
        "programme.pdf", "feuilles-de-jour.pdf", "feuilles-de-porte.pdf", "programme-grands-caracteres.pdf",
    ]  # fmt: skip


def test_booklet_is_at_the_address_that_others_rely_on(client, event):
    response = client.get("/programme/2027/programme.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="brest_communs_2027-programme.pdf"'
    assert '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"' in response["Link"]
    assert response["Cache-Control"] == "private, no-cache"
    assert "Atelier public" in words(response.getvalue())


@pytest.mark.parametrize("url", EVERY)
def test_every_paper_is_built_once_and_whoever_has_it_is_told_so(client, event, printed, url):
    first = client.get(url)
    assert first.getvalue() == b"%PDF-1.7 a paper"
    assert client.get(url)["ETag"] == first["ETag"]
    known = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (known.status_code, known.content, len(printed)) == (304, b"", 1)
    assert "Atelier public" in str(printed[0].data)


@pytest.mark.parametrize("url", EVERY)
def test_other_paper_is_given_once_something_changed(client, event, printed, url):
    first = client.get(url)
    set_status(event.occurrences.get(), "cancelled")
    committed()
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "annulée" in str(printed[-1].data)


def test_formats_have_files_of_their_own(client, event, printed):
    folded, flat = client.get("/programme/2027/programme.pdf"), client.get("/programme/2027/programme.pdf?format=pages")
    assert [paper.is_folded for paper in printed] == [True, False]
    assert flat["Content-Disposition"].endswith('"brest_communs_2027-programme-pages.pdf"')
    assert flat["ETag"] != folded["ETag"]
    large = client.get("/programme/2027/atelier/affiche.pdf?format=a3")
    assert large["Content-Disposition"].endswith('"atelier-affiche-a3.pdf"')


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("format=a2", "« format » peut valoir livret, pages, pas « a2 »."),
        ("jour=demain", "n’est pas un jour"),
        ("couleur=bleu", "Ce paramètre n’existe pas."),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence(client, event, query, sentence):
    response = client.get(f"/programme/2027/programme.pdf?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_more_dates_than_a_paper_holds_are_refused_with_what_to_do(client, event, monkeypatch):
    make_event("Second", edition=event.edition)
    monkeypatch.setattr(view, "MOST_OCCASIONS", 1)
    response = client.get("/programme/2027/programme.pdf")
    assert response.status_code == 400
    assert "Choisissez d’abord des jours, un lieu ou un thème." in response.content.decode()


def test_filters_narrow_a_paper_and_its_cover_says_so(client, event, printed):
    paid = make_event("Soirée payante", edition=event.edition, price="paid")
    text = said(client, "/programme/2027/programme.pdf?gratuit=oui&jour=2027-10-02", printed)
    assert "Soirée payante" not in text
    assert printed[0].data["narrowed"] == "Seulement\u00a0: samedi 2\u00a0octobre · Gratuit"
    uuid = paid.occurrences.get().uuid
    text = said(client, f"/programme/2027/feuilles-de-jour.pdf?seances={uuid}", printed)
    assert ("Soirée payante" in text, "Atelier public" in text) == (True, False)


def test_door_sheet_of_one_place(client, event, printed):
    make_event("Ailleurs", edition=event.edition, place=make_place("Le Fanal", slug="le-fanal"))
    text = said(client, "/programme/2027/feuilles-de-porte.pdf?lieu=le-fanal", printed)
    assert ("Ailleurs" in text, "Atelier public" in text) == (True, False)


@pytest.fixture
def secrets(edition, event):
    """A draft, a restricted picture, a place withdrawn and one that is restricted, an association that is not public."""
    make_event_draft("Sardine brouillon", edition=edition, one_sentence="sardine")
    closed = Collection.get_first_root_node().add_child(instance=Collection(name="Sardines"))
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    picture = make_picture("Sardine secrète", name="sardine.png", collection=closed)
    hidden = make_place("Sardinerie privée", street_address="1 rue des Sardines")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    gone = make_place("Lieu retiré", street_address="2 rue des Sardines", phone="sardine")
    group = AssociationFactory(name="Les Sardines cachées")
    make_event("Public", edition=edition, place=hidden, image=picture, slug="public", associations=[group])
    group.unpublish()
    make_event("Retiré", edition=edition, place=gone, times=(when(17),))
    PlacePage.objects.get(pk=gone.pk).unpublish()
    withdrawn = make_event("Sardine retirée", edition=edition)
    withdrawn.unpublish()
    committed()
    return edition


@pytest.mark.parametrize("url", [*EVERY, "/programme/2027/public/affiche.pdf", "/programme/2027/programme.txt"])
def test_nothing_private_is_on_a_paper(client, secrets, printed, url):
    response = client.get(url)
    text = response.content.decode() if url.endswith("txt") else str(printed[0].data) + str(printed[0].pictures)
    assert response.status_code == 200
    assert "ardine" not in text
    assert "atelier" in text.lower()


def test_picture_that_anybody_may_see_is_on_the_poster_with_its_credit(client, edition, printed):
    make_event("Avec image", edition=edition, image=make_picture(), slug="image")
    client.get("/programme/2027/image/affiche.pdf")
    assert list(printed[0].pictures) == ["poster"]
    assert "Awa Diallo" in str(printed[0].data["figure"]["credit"])


@pytest.mark.parametrize("name", ["brouillon/affiche.pdf", "affiche.pdf", "atelier/programme.pdf", "atelier/a.pdf"])
def test_there_is_no_paper_of_a_draft_nor_of_what_has_none(client, event, name):
    make_event_draft("Brouillon", edition=event.edition, slug="brouillon")
    assert client.get(f"/programme/2027/{name}").status_code == 404


@pytest.mark.parametrize("url", EVERY)
def test_papers_of_a_restricted_edition_ask_who_somebody_is(client, event, url):
    PageViewRestriction.objects.create(page=event.edition, restriction_type=PageViewRestriction.LOGIN)
    response = client.get(url)
    assert (response.status_code, "login" in response["Location"] or "compte" in response["Location"]) == (302, True)


def test_of_what_lasts_all_year_nobody_prints_what_is_over(client, printed):
    edition = make_edition("Toute l’année", slug="annee", acronym="annee", all_year=True, starts_on=None, ends_on=None)
    make_event("Passé", edition=edition, times=(when(day=date(2020, 1, 15)),))
    make_event("À venir", edition=edition, times=(when(day=date(2040, 1, 15)),))
    text = said(client, "/programme/annee/programme.pdf", printed)
    assert ("Passé" in text, "À venir" in text) == (False, True)
    assert "Passé" in said(client, "/programme/annee/programme.pdf?mois=2020-01", printed)


def test_poster_speaks_the_language_of_its_event(client, edition, printed):
    make_event("Repair café", edition=edition, language="en", slug="repair")
    client.get("/programme/2027/repair/affiche.pdf", headers={"Accept-Language": "fr"})
    assert printed[0].data["words"]["when"] == "When"
    assert printed[0].data["lang"] == "en"


def test_queries_do_not_grow_with_the_events(client, event, printed, django_assert_num_queries):
    for number in range(3):
        make_event(
            f"Autre {number}", edition=event.edition, image=make_picture(f"Image {number}", name=f"{number}.png")
        )
    url = "/programme/2027/programme.pdf"
    for number in range(2):
        make_event(f"Encore {number}", edition=event.edition, image=make_picture(name=f"encore{number}.png"))
        client.get(url)
        committed()
        client.get(url)
        with django_assert_num_queries(QUERIES):
            client.get(url)


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("/programme/2027/", OF_AN_EDITION),
        ("/programme/2027/?gratuit=oui", [f"{name}?gratuit=oui" for name in OF_AN_EDITION]),
        ("/programme/2027/emporter/", [*OF_AN_EDITION, "programme.txt"]),
        ("/programme/2027/atelier/", ["atelier/affiche.pdf", "atelier/affiche.pdf?format=a3"]),
        ("/lieux/la-corderie/", ["feuilles-de-porte.pdf?lieu=la-corderie"]),
    ],
)
def test_papers_are_linked_from_where_one_needs_them(client, event, page, links):
    html = client.get(page).content.decode()
    for link in links:
        assert f'href="/programme/2027/{link}"' in html


def test_coordinators_find_them_on_their_pages(client, log_in, event):
    log_in("editor")
    html = client.get("/programme/2027/coordination/").content.decode()
    assert 'href="/programme/2027/feuilles-de-porte.pdf"' in html


def test_event_that_is_a_draft_has_no_link_to_a_poster(client, log_in, edition):
    event = make_event_draft("Brouillon", edition=edition, slug="brouillon")
    log_in("editor")
    assert "affiche.pdf" not in client.get(f"/admin/pages/{event.pk}/view_draft/").content.decode()
    assert EventPage.objects.filter(live=True).count() == 0
