"""A frozen edition: its files out of the archive, nothing that changes it, and what is withdrawn all the same."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from exporting.builds import Failed
from exporting.pdf.compiling import NotTypeset
from programme.archive import stored
from programme.domain.freezing import freeze, unfreeze
from programme.exports.base import Scope
from programme.exports.registry import exports
from programme.models import EditionPage, EventPage
from tests.factories.programme import make_event, make_place, when
from tests.programme.archive.conftest import FIRST_DAY, files_in
from tests.wiki.sending import posted
from web.page_cache.generation import invalidate_pages
from wiki.models import Proposal

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}
HERE = "/programme/2019/"
SENTENCE = "est maintenant une archive"


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def event(edition, place):
    return make_event("Cartopartie", edition=edition, slug="cartopartie", place=place, times=(when(10, day=FIRST_DAY),))


@pytest.fixture
def archived(edition, event, editor):
    """Frozen, with its archive."""
    freeze(edition, by=editor)
    outcome = stored.ask(edition, patience=60)
    assert not isinstance(outcome, Failed), outcome
    return edition


def rename(page, title):
    page.title = title
    page.save_revision().publish()
    invalidate_pages()


def test_files_stay_byte_for_byte_when_a_place_has_another_name(client, archived, place):
    before = {name: client.get(HERE + name) for name in ("programme.ics", "programme.csv", "figures.json")}
    rename(place, "Le Quai")
    for name, old in before.items():
        new = client.get(HERE + name)
        assert (new.content, new["ETag"], new["Last-Modified"]) == (old.content, old["ETag"], old["Last-Modified"])
        assert client.get(HERE + name, headers={"if-none-match": old["ETag"]}).status_code == 304
    assert b"Le Quai" not in client.get(f"{HERE}programme.ics").content


@pytest.mark.parametrize("name", [one.filename for one in exports(Scope.EDITION)])
def test_part_of_it_is_what_was_frozen_too(client, archived, place, name):
    address = f"{HERE}{name}?type=workshop&lieu={place.slug}"
    before = client.get(address)
    rename(place, "Le Quai")
    assert (before.status_code, client.get(address).content) == (200, before.content)


def test_calendar_and_poster_of_an_event_are_what_was_frozen(client, archived, place):
    names = ("cartopartie/evenement.ics", "cartopartie/affiche.pdf", "programme.pdf?type=workshop")
    before = {name: client.get(HERE + name)["ETag"] for name in names}
    rename(place, "Le Quai")
    assert {name: client.get(HERE + name)["ETag"] for name in names} == before


@pytest.mark.parametrize(
    "name",
    ["programme.pdf", "programme.pdf?format=pages", "feuilles-de-jour.pdf", "feuilles-de-porte.pdf",
     "programme-grands-caracteres.pdf"],
)  # fmt: skip
def test_paper_is_the_one_of_the_archive(client, archived, place, name):
    before = client.get(HERE + name)
    rename(place, "Le Quai")
    after = client.get(HERE + name)
    assert (before.content[:5], after.content, after["ETag"]) == (b"%PDF ", before.content, before["ETag"])
    assert client.get(HERE + name, headers={"if-none-match": before["ETag"]}).status_code == 304


@pytest.mark.usefixtures("typst")
def test_archive_holds_the_papers_with_their_checksums(client, archived):
    found = files_in(b"".join(client.get(f"{HERE}archive.zip").streaming_content))
    papers = {name: data for name, data in found.items() if name.endswith(".pdf")}
    assert sorted(papers) == [
        "fichiers/feuilles-de-jour.pdf", "fichiers/feuilles-de-porte.pdf", "fichiers/programme-grands-caracteres.pdf",
        "fichiers/programme-pages.pdf", "fichiers/programme.pdf",
    ]  # fmt: skip
    answer = client.get(f"{HERE}programme.pdf")
    assert (answer.content, answer["Content-Type"]) == (papers["fichiers/programme.pdf"], "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="brest_communs_2019-programme.pdf"'
    assert 'href="fichiers/programme.pdf"' in found["index.html"].decode()


@pytest.mark.usefixtures("event")
def test_paper_that_cannot_be_drawn_is_named_and_the_rest_is_there(client, edition, editor, monkeypatch):
    def fails(_paper, **_said):
        raise NotTypeset

    monkeypatch.setattr("programme.archive.writing.pdf_of", fails)
    freeze(edition, by=editor)
    stored.ask(edition, patience=60)
    found = files_in(b"".join(client.get(f"{HERE}archive.zip").streaming_content))
    assert "fichiers/programme.pdf" in found["MANQUE.txt"].decode()
    assert "fichiers/programme.ics" in found
    assert client.get(f"{HERE}programme.pdf").getvalue()[:5] == b"%PDF-"


def test_archive_of_before_its_values_were_written_gives_a_part_from_the_rows(client, archived, place, folder):
    [path] = folder.glob("*.zip")
    with zipfile.ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist() if name != "valeurs.json"}
    with zipfile.ZipFile(path, "w") as written:
        for name, data in members.items():
            written.writestr(name, data)
    rename(place, "Le Quai")
    assert b"Le Quai" in client.get(f"{HERE}programme.ics?type=workshop").content


def test_archive_holds_what_the_addresses_give(client, archived):
    content = b"".join(client.get(f"{HERE}archive.zip").streaming_content)
    held = files_in(content)["fichiers/programme.ics"]
    assert client.get(f"{HERE}programme.ics").content == held


def test_archive_is_given_with_its_checksum(client, archived):
    answer = client.get(f"{HERE}archive.zip")
    content = b"".join(answer.streaming_content)
    digest = hashlib.sha256(content).hexdigest()
    assert answer["Content-Disposition"] == 'attachment; filename="2019-archive.zip"'
    assert client.get(f"{HERE}archive.sha256").content.decode() == f"{digest}  2019-archive.zip\n"
    assert client.get(f"{HERE}archive.zip", headers={"if-none-match": answer["ETag"]}).status_code == 304
    piece = client.get(f"{HERE}archive.zip", headers={"range": "bytes=0-3"})
    assert (piece.status_code, b"".join(piece.streaming_content)) == (206, b"PK\x03\x04")


def test_edition_that_is_not_frozen_has_no_archive(client, edition, event):
    for name in ("archive.zip", "archive.sha256"):
        assert client.get(HERE + name).status_code == 404
        assert client.get(f"/programme/{name}").status_code == 404


def test_whoever_may_not_read_the_edition_gets_no_archive(client, archived):
    PageViewRestriction.objects.create(page=archived, restriction_type="login")
    assert client.get(f"{HERE}archive.zip").status_code == 302


def test_archive_is_written_by_the_first_who_asks_where_there_is_none(client, edition, event, editor, folder):
    freeze(edition, by=editor)
    assert not folder.exists()
    answer = client.get(f"{HERE}archive.zip")
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).testzip() is None


@pytest.mark.usefixtures("event")
def test_build_that_fails_leaves_no_half_file_and_the_files_as_they_were(client, edition, editor, folder, monkeypatch):
    freeze(edition, by=editor)
    monkeypatch.setattr("programme.archive.writing.write_crate", lambda *_args: 1 / 0)
    assert isinstance(stored.ask(edition, patience=60), Failed)
    assert [path.name for path in folder.iterdir() if path.suffix in {".zip", ".part", ".sha256"}] == []
    assert "Cartopartie" in client.get(f"{HERE}programme.ics").content.decode()
    assert client.get(f"{HERE}archive.zip", headers=FRENCH).status_code == 503


@pytest.mark.parametrize("withdrawn", ["event", "place"])
def test_what_is_withdrawn_wins_over_what_was_frozen(client, archived, event, place, withdrawn):
    if withdrawn == "event":
        EventPage.objects.get(pk=event.pk).unpublish()
    else:
        PageViewRestriction.objects.create(page=place, restriction_type="login")
    invalidate_pages()
    word = "Cartopartie" if withdrawn == "event" else "Corderie"
    assert word not in client.get(f"{HERE}programme.ics").content.decode()
    answer = client.get(f"{HERE}archive.zip", headers=FRENCH)
    assert (answer.status_code, "n’est plus donnée à personne" in answer.content.decode()) == (410, True)
    assert client.get(f"{HERE}archive.sha256").status_code == 410


def test_place_that_is_gone_stays_in_the_archive(client, archived, place):
    place.delete()
    invalidate_pages()
    assert "La Corderie" in client.get(f"{HERE}programme.ics").content.decode()


def test_opened_again_its_files_follow_the_rows_and_frozen_again_it_is_another_file(
    client, archived, place, editor, folder
):
    first = client.get(f"{HERE}archive.sha256").content
    unfreeze(archived, by=editor)
    rename(place, "Le Quai")
    assert b"Le Quai" in client.get(f"{HERE}programme.ics").content
    assert client.get(f"{HERE}archive.zip").status_code == 404
    freeze(archived, by=editor)
    stored.ask(archived, patience=60)
    assert client.get(f"{HERE}archive.sha256").content != first
    assert len(list(folder.glob("*.zip"))) == 2
    call_command("archive_editions", verbosity=0)
    assert len(list(folder.glob("*.zip"))) == 1


def test_command_writes_what_is_missing_and_finds_what_is_damaged(edition, event, editor, folder, capsys):
    freeze(edition, by=editor)
    call_command("archive_editions")
    assert "2019: written, " in capsys.readouterr().out
    call_command("archive_editions", edition="2019")
    assert "2019: whole, " in capsys.readouterr().out
    [path] = folder.glob("*.zip")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(CommandError, match="is not what was written"):
        call_command("archive_editions")
    with pytest.raises(CommandError, match="No edition “2031” is an archive"):
        call_command("archive_editions", edition="2031")


def test_file_has_no_other_address(client, archived, folder, settings):
    settings.MEDIA_ROOT = folder.parent
    [path] = folder.glob("*.zip")
    assert client.get(f"/media/archives/{path.name}").status_code == 404


def test_page_says_that_it_is_an_archive_and_leads_to_it(client, archived):
    page = client.get(HERE, headers=FRENCH).content.decode()
    assert "Cette édition est une archive depuis le" in page
    assert f'href="{HERE}archive.zip"' in page
    assert "En chiffres" in page
    assert (
        "Ce programme est une archive depuis le" in client.get(f"{HERE}cartopartie/", headers=FRENCH).content.decode()
    )
    assert f'href="{HERE}archive.zip"' in client.get(f"{HERE}emporter/", headers=FRENCH).content.decode()


def test_archive_promises_nothing_that_is_still_to_come(client, archived):
    page, event, along = (
        client.get(f"{HERE}{path}", headers=FRENCH).content.decode() for path in ("", "cartopartie/", "emporter/")
    )
    assert [text for text in (page, event) if "data-favourites=" in text or "quand=maintenant" in text] == []
    assert "Cette édition est une archive\u00a0: ils ne changent plus." in along
    assert "toutes les dates telles qu’elles étaient" in along
    assert [
        words for words in ("webcal:", "reste à jour", "restent à jour", "&lt;iframe", "ggt.gaa.st") if words in along
    ] == []


def test_figures_stand_on_the_page_of_what_is_over_and_not_on_a_part_of_it(client, edition, event):
    assert "En chiffres" in client.get(HERE, headers=FRENCH).content.decode()
    assert "En chiffres" not in client.get(f"{HERE}?gratuit=oui", headers=FRENCH).content.decode()


# Whoever was writing


def test_text_that_was_being_written_when_it_was_frozen_is_given_back(client, log_in, edition, event, editor):
    log_in("editor")
    address = f"{event.url}modifier/"
    post = posted(client.get(address).content.decode())
    post["one_sentence"] = "Une phrase toute neuve."
    post["do"] = "save"
    freeze(edition, by=editor)

    answer = client.post(address, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=FRENCH)

    page = answer.content.decode()
    assert (answer.status_code, SENTENCE in page, "Une phrase toute neuve." in page) == (422, True, True)
    assert EventPage.objects.get().one_sentence != "Une phrase toute neuve."


def test_correction_of_a_visitor_is_given_back_with_a_sentence(client, archived, event):
    address = f"{event.url}proposer/"
    opened = client.get(address, headers=FRENCH)
    assert SENTENCE in opened.content.decode()
    post = posted(opened.content.decode())
    post["one_sentence"] = "Une phrase toute neuve."
    answer = client.post(address, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=FRENCH)
    page = answer.content.decode()
    assert (answer.status_code, SENTENCE in page, "Une phrase toute neuve." in page) == (422, True, True)
    assert Proposal.objects.count() == 0


def test_form_of_the_administration_saves_nothing_of_an_archive_and_shows_what_was_typed(
    client, log_in, edition, event, editor
):
    log_in("editor")
    address = f"/admin/pages/{event.pk}/edit/"
    form = BeautifulSoup(client.get(address, headers=FRENCH).content, "html.parser").find("form", id="page-edit-form")
    post = posted(str(form))
    post["one_sentence"] = "Une phrase toute neuve."
    # Drawn by a script.
    post["works-count"] = "0"
    post["action-publish"] = "action-publish"
    freeze(edition, by=editor)

    answer = client.post(address, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=FRENCH)

    page = answer.content.decode()
    assert (answer.status_code, SENTENCE in page, "Une phrase toute neuve." in page) == (200, True, True)
    assert EventPage.objects.get().get_latest_revision_as_object().one_sentence != "Une phrase toute neuve."


def test_nobody_is_led_to_a_form_that_saves_nothing(client, log_in, archived):
    log_in("editor")
    assert "Modifier cet événement" not in client.get(f"{HERE}cartopartie/", headers=FRENCH).content.decode()


def test_edition_page_of_the_administration_stays_as_it_is(log_in, client, archived):
    log_in("editor")
    address = f"/admin/pages/{archived.pk}/edit/"
    form = BeautifulSoup(client.get(address, headers=FRENCH).content, "html.parser").find("form", id="page-edit-form")
    post = posted(str(form))
    post["title"] = "Un autre titre"
    post["action-publish"] = "action-publish"
    answer = client.post(address, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=FRENCH)
    assert SENTENCE in answer.content.decode()
    assert EditionPage.objects.get(pk=archived.pk).title == "Brest en biens communs 2019"
