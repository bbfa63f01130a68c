"""Who may see a guide may carry it away, and nobody else; nothing that only some may see is in any file."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import connection
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.guides.bundles import bundle_of
from community.permissions.groups import CONTRIBUTOR, STEWARD
from exporting import formats, limits
from exporting.fingerprint import fingerprint
from exporting.formats import FORMATS
from exporting.options import Options
from tests.exporting.test_pdf import words
from tests.factories.guides import embedded, kit_file, make_draft, make_guide, material, section, step
from tests.factories.media import make_file, make_picture, picture_bytes

pytestmark = pytest.mark.django_db
ENDINGS = ("pdf", "epub", "zip", "md")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return tmp_path / "exports"


def is_sheet(name):
    return name.endswith(".pdf") and "/" not in name


def everything(response):
    """All the words and names of a download, whatever its format."""
    content = response.getvalue()
    if response["Content-Type"] == "application/pdf":
        return words(content)
    if response["Content-Type"] in {"application/zip", "application/epub+zip"}:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            parts = [(name, opened.read(name)) for name in opened.namelist()]
        return " ".join(
            name + (words(part) if is_sheet(name) else part.decode(errors="replace")) for name, part in parts
        )
    return content.decode()


def test_a_guide_as_plain_values():
    picture = make_picture("Le marché", name="marche.png", content=picture_bytes())
    guide = make_guide(
        language="fr",
        version="2.1",
        cover=picture,
        steps=[step("S'installer", text="<p>Regarder !</p>", note="<p>Prévoir du café.</p>", minutes=15)],
        sections=[section("preparation", text="<p>Repérer.</p>"), section("safety", text="<p>Traverser au feu.</p>")],
        materials=[material("carnet", quantity=1, per="person"), material("ficelle", quantity=2, unit="m")],
        files=[kit_file(make_file("La grille", name="grille.pdf"), copies="une par personne")],
    )

    sheet = bundle_of(guide, participants=9).sheets[0]

    assert (sheet.title, sheet.version, sheet.participants) == ("Cartographier sa rue", "2.1", 9)
    assert [(need.quantity, need.name) for need in sheet.needed] == [("9 ×", "carnet"), ("2", "m de ficelle")]
    assert [(one.title, one.html, one.minutes) for one in sheet.steps] == [
        ("S’installer", "<p>Regarder\u202f!</p>", 15)
    ]
    assert [(one.title, one.for_participants) for one in (*sheet.before, *sheet.after)] == [
        ("Ce qu’on en retire", True), ("Préparation", False), ("Points de vigilance", True),
    ]  # fmt: skip
    assert [asset.purpose for asset in sheet.files] == ["à imprimer (une par personne)"]
    assert sheet.cover == sheet.pictures[0].path
    assert sheet.url == guide.full_url
    assert ("Groupe", "6 à 12\u00a0personnes") in sheet.facts


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_has_its_type_its_name_and_its_licence(client, ending):
    guide = make_guide()

    response = client.get(f"{guide.url}guide.{ending}")

    kinds = {"pdf": "application/pdf", "epub": "application/epub+zip", "zip": "application/zip"}
    assert response.status_code == 200
    assert response["Content-Type"] == kinds.get(ending, "text/markdown; charset=utf-8")
    assert response["Content-Disposition"] == f'attachment; filename="cartographier-sa-rue.{ending}"'
    assert '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"' in response["Link"]
    assert f'<{guide.full_url}>; rel="canonical"' in response["Link"]
    assert "Cartographier sa rue" in everything(response)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_draft_leaves_in_no_format(client, ending):
    draft = make_draft("Encore secret")
    assert client.get(f"/guides/{draft.slug}/guide.{ending}").status_code == 404

    guide = make_guide()
    guide.title = "Titre du brouillon"
    guide.steps = [step("Étape du brouillon")]
    guide.save_revision()
    assert "brouillon" not in everything(client.get(f"{guide.url}guide.{ending}"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_restricted_guide_leaves_for_those_who_may_read_it_alone(client, log_in, ending):
    guide = make_guide()
    assert client.get(f"{guide.url}guide.{ending}").status_code == 200  # cached
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)

    refused = client.get(f"{guide.url}guide.{ending}")
    assert refused.status_code == 302
    log_in(CONTRIBUTOR)
    allowed = client.get(f"{guide.url}guide.{ending}")
    assert allowed.status_code == 200
    assert ending == "md" or "private" in allowed["Cache-Control"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_lies_in_a_restricted_collection_leaves_for_nobody(client, log_in, ending):
    closed = Collection.get_first_root_node().add_child(name="Entre nous")
    picture = make_picture("Portrait secret", name="secret.png", content=picture_bytes(), collection=closed)
    secret = make_file("Liste secrète", name="secret.pdf", collection=closed)
    guide = make_guide(cover=picture, steps=[step(text=embedded(picture), files=[secret])], files=[kit_file(secret)])
    before = everything(client.get(f"{guide.url}guide.{ending}"))
    assert "secret" in before.casefold()
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)

    # Whoever may see it logged in as well: what is cached is what anybody may see.
    log_in(STEWARD)
    assert "secr" not in everything(client.get(f"{guide.url}guide.{ending}")).casefold()
    client.logout()
    assert "secr" not in everything(client.get(f"{guide.url}guide.{ending}")).casefold()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Autre"}, {"language": "en"}, {"version": "9"}, {"updated": date(2020, 1, 1)},
        {"publisher": "Autre"}, {"palette": "maps"}, {"participants": 3}, {"verdict": ("Non.",)},
    ],
)  # fmt: skip
def test_whatever_a_file_shows_is_in_its_fingerprint(change):
    bundle = bundle_of(make_guide())
    usual = fingerprint(bundle, Options(), "pdf")
    assert re.fullmatch(r"[0-9a-f]{40}", usual)
    assert fingerprint(bundle_of(bundle_guide(bundle)), Options(), "pdf") == usual
    assert fingerprint(replace(bundle, **change), Options(), "pdf") != usual
    assert fingerprint(bundle, Options(eco=True), "pdf") != usual
    assert fingerprint(bundle, Options(), "epub") != usual


def bundle_guide(bundle):
    from commons.guides.models import GuidePage  # noqa: PLC0415 -- read anew

    return GuidePage.objects.get(slug=bundle.slug)


def test_a_picture_that_is_credited_anew_changes_the_file(client, folder):
    picture = make_picture("Le marché", name="marche.png", content=picture_bytes())
    guide = make_guide(cover=picture)
    first = client.get(f"{guide.url}guide.pdf")
    assert "Anna Nouvelle" not in everything(first)
    picture.credits = [{"name": "Anna Nouvelle", "role": "photographer", "url": ""}]
    picture.save()

    second = client.get(f"{guide.url}guide.pdf")

    assert "Anna Nouvelle" in everything(second)
    assert second["ETag"] != first["ETag"]
    assert len(list(folder.glob("*.pdf"))) == 2


def test_a_second_reader_gets_the_cached_file_and_a_third_none_at_all(client, folder, monkeypatch):
    guide = make_guide()
    first = client.get(f"{guide.url}guide.pdf")
    first.getvalue()

    def unasked(*_values, **_named):
        raise AssertionError

    monkeypatch.setitem(formats.FORMATS, "pdf", replace(FORMATS["pdf"], write=unasked))

    assert client.get(f"{guide.url}guide.pdf").getvalue()[:5] == b"%PDF-"
    known = client.get(f"{guide.url}guide.pdf", headers={"If-None-Match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = client.head(f"{guide.url}guide.pdf")
    assert head.getvalue() == b""
    assert (head.status_code, head["Content-Length"]) == (200, str(next(folder.glob("*.pdf")).stat().st_size))


def test_a_long_build_answers_with_a_page_of_progress_then_with_the_file(client, settings, monkeypatch):
    guide, gate = make_guide(), threading.Event()

    def slow(_bundle, _options, into, *, progress):
        progress.step(3, 12)
        assert gate.wait(10)
        into.write(b"%PDF-1.7")

    settings.EXPORTS_PATIENCE = 0.2
    monkeypatch.setitem(formats.FORMATS, "pdf", replace(FORMATS["pdf"], write=slow))

    waiting = client.get(f"{guide.url}guide.pdf?pour=participants")
    page = BeautifulSoup(waiting.content, "html.parser")
    assert (waiting.status_code, waiting["Retry-After"]) == (202, "3")
    assert "no-store" in waiting["Cache-Control"]
    assert page.h1.get_text() == "Votre fichier se prépare"
    assert page.progress["value"] == "3"
    assert page.progress["max"] == "12"
    assert page.select_one("noscript meta[http-equiv=refresh]")["content"] == "3"
    assert page.select_one("[data-building]")["data-building"] == f"{guide.url}guide.pdf?pour=participants"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    gate.set()
    settings.EXPORTS_PATIENCE = 60

    assert client.get(f"{guide.url}guide.pdf?pour=participants").getvalue() == b"%PDF-1.7"


def test_a_build_that_fails_answers_in_a_sentence_and_keeps_nothing(client, folder, monkeypatch, caplog):
    def full(_bundle, _options, into, *, progress):
        into.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(formats.FORMATS, "zip", replace(FORMATS["zip"], write=full))

    response = client.get(f"{make_guide().url}guide.zip")

    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, response["Retry-After"]) == (503, "20")
    assert "Le serveur n’a plus de place" in page.select_one("[role=alert]").get_text()
    assert list(folder.glob("*.zip")) == []


def test_visitor_who_begins_too_many_builds_waits_and_nobody_else_does(client, folder, monkeypatch):
    written = replace(FORMATS["pdf"], write=lambda _bundle, _options, into, **_kw: into.write(b"%PDF"))
    monkeypatch.setitem(formats.FORMATS, "pdf", written)
    monkeypatch.setitem(limits.LIMITS, "build", "2/10m/key")
    guide = make_guide()

    def status(people, visitor="203.0.113.7"):
        answer = client.get(f"{guide.url}guide.pdf?participants={people}", REMOTE_ADDR=visitor)
        return answer.status_code, answer.headers.get("Retry-After")

    ready = (200, None)
    assert [status(people) for people in (1, 1, 2, 3, 2)] == [ready, ready, ready, (429, "600"), ready]
    assert status(3, visitor="198.51.100.9") == ready
    assert status(3) == ready


def test_an_unknown_parameter_answers_in_a_sentence(client):
    response = client.get(f"{make_guide().url}guide.pdf?format=A3")

    assert response.status_code == 400
    assert "peut valoir a4, livret" in response.content.decode()


def test_built_files_have_no_address(client):
    guide = make_guide()
    client.get(f"{guide.url}guide.pdf").getvalue()
    media = Path(django_settings.MEDIA_ROOT).resolve()
    assert not Path(django_settings.EXPORTS_DIR).resolve().is_relative_to(media)


@pytest.mark.parametrize(("ending", "queries"), [("pdf", 30), ("md", 30)])
def test_counts_of_queries_do_not_grow_with_the_steps(client, django_assert_max_num_queries, ending, queries):
    def guide(count):
        pictures = [
            make_picture(f"Image {n}", name=f"i{n}.png", content=picture_bytes(colour=(n, 2, 3))) for n in range(count)
        ]
        return make_guide(f"Fiche {count}", steps=[step(text=embedded(one)) for one in pictures])

    one, three = guide(1), guide(3)
    connection.run_on_commit = []  # as if committed: what was cached is believed again
    client.get(f"{one.url}guide.{ending}")  # what is found once a process
    counts = []
    for page in (one, three):
        with django_assert_max_num_queries(queries) as captured:
            client.get(f"{page.url}guide.{ending}")
        counts.append(len(captured))
    assert counts[0] == counts[1]
