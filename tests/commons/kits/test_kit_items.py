"""Kits where the tools about licences, the search, associations and downloads know them."""

from __future__ import annotations

import io
import zipfile

import pytest
from wagtail.models import PageViewRestriction

from commons.kits.bundles import bundle_of, text_of
from commons.kits.domain.import_kits import Options, import_kits
from commons.kits.models import KitPage
from exporting.bundle import Link, Sheet
from licences import public_items
from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from search.indexing import drain, rebuild
from search.query import SearchQuery
from search.service import find
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide, make_theme, material
from tests.factories.kits import item_row, link_row, make_kit, make_kit_draft
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def a_closed_kit():
    kit = make_kit("Carnet de bord", entries=[make_guide(licence="cc0-1.0")])
    PageViewRestriction.objects.create(page=kit, restriction_type=PageViewRestriction.LOGIN)
    return kit


@pytest.mark.parametrize("make", [lambda: make_kit_draft("Carnet de bord"), a_closed_kit], ids=["draft", "closed"])
def test_kit_that_is_not_public_is_no_item(make):
    kit = make()
    rebuild()

    assert public_items.item(f"kit:{kit.pk}") is None
    assert public_items.carrying(["cc-by-sa-4.0"]) == []
    assert find(SearchQuery(q="carnet")).total == 0


def test_kit_is_found_by_what_it_holds_and_counted_under_its_licence():
    kit = make_kit("Carnet", entries=[make_guide("Les herbes du trottoir", licence="cc0-1.0")], themes=[make_theme()])
    rebuild()

    hits = find(SearchQuery(q="herbes trottoir", filters={"type": ("kit",), "theme": ("cartes",)})).hits

    assert [(hit.document.id, hit.document.minutes) for hit in hits] == [(f"kit:{kit.pk}", 10)]
    assert public_items.licence_counts() == {"cc0-1.0": 1, "cc-by-sa-4.0": 1}
    assert public_items.at(f"http://localhost{kit.url}").id == f"kit:{kit.pk}"


def test_what_is_withdrawn_finds_the_kit_no_more():
    guide = make_guide("Le secret du phare")
    make_kit("Carnet", entries=[guide, make_guide("Deux")])
    rebuild()
    assert find(SearchQuery(q="phare", filters={"type": ("kit",)})).total == 1

    guide.unpublish()
    drain()

    assert find(SearchQuery(q="phare", filters={"type": ("kit",)})).total == 0


def test_kit_stands_on_the_page_of_its_association(client):
    association = AssociationFactory()
    make_kit("Carnet", entries=[make_guide()], association=association)
    make_kit_draft("Brouillon", entries=[make_guide("Deux")], association=association)

    page = client.get(f"/associations/{association.slug}/").content.decode()

    assert "Carnet" in page
    assert "Brouillon" not in page


def test_bundle_holds_sheets_links_and_the_verdict():
    guide = make_guide("Écrire", materials=[material("papier", quantity=1, per="person")])
    kit = make_kit(entries=[item_row(guide, why="Pour commencer"), link_row(licence="CC BY-ND 4.0", use="adapted")])

    bundle = bundle_of(kit, participants=7)

    assert [type(entry) for entry in bundle.entries] == [Sheet, Link]
    assert [entry.remark for entry in bundle.entries] == ["Pour commencer", ""]
    assert [(one.quantity, one.name) for one in bundle.needed] == [("7 ×", "papier")]
    assert bundle.credits_url == f"http://localhost{kit.url}credits/"
    assert any("Non, pas composé ainsi" in sentence for sentence in bundle.verdict)
    assert any(sentence.startswith("Un pad") for sentence in bundle.verdict)


def test_archive_of_a_kit_holds_nothing_that_was_withdrawn(client):
    guide = make_guide("Le secret du phare")
    kit = make_kit("Carnet", entries=[guide, make_guide("Écrire")])
    guide.unpublish()

    titles = [entry.title for entry in bundle_of(kit).entries]

    assert titles == ["Écrire"]
    answer = client.get(f"{kit.url}kit.zip")
    for _again in range(60):
        if answer.status_code != 202:
            break
        answer = client.get(f"{kit.url}kit.zip")
    if answer.status_code == 200:
        names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
        assert not [name for name in names if "phare" in name]


def test_text_of_a_kit_reads_back(tmp_path):
    association = AssociationFactory(slug="la-passerelle")
    guide = make_guide("Écrire")
    kit = make_kit(
        "Carnet", entries=[item_row(guide, use="adapted", why="Pour : commencer"), link_row(licence="CC BY 4.0", authors="A, B")],
        themes=[make_theme()], association=association, presentation="Une phrase.\n\nUne autre.", participants=8,
    )  # fmt: skip
    (tmp_path / "autre.md").write_text(text_of(kit), encoding="utf-8")
    KitPage.objects.get(pk=kit.pk).delete()

    report = import_kits(tmp_path, options=Options(publish=True))

    assert (report.created, report.refused) == (1, [])
    again = KitPage.objects.get(slug="carnet")
    assert [row["value"] for row in again.entries.raw_data] == [row["value"] for row in kit.entries.raw_data]
    for name in (
        "title",
        "one_sentence",
        "presentation",
        "licence",
        "credits",
        "participants",
        "association",
        "language",
    ):
        assert getattr(again, name) == getattr(kit, name), name
    assert text_of(again) == text_of(kit)


def test_bundle_names_what_no_licence_is_known_of_and_what_stands_in_the_way_too():
    closed = [
        link_row(f"Carte {n}", url=f"https://a.example/{n}", licence="CC BY-ND 4.0", use="adapted") for n in range(8)
    ]
    kit = make_kit(entries=[make_guide("Écrire"), link_row("Un pad", authors="Bleuenn"), *closed])

    verdict = bundle_of(kit).verdict

    assert [line for line in verdict if line.startswith("–")] == ["– Un pad"]
    assert next(line for line in verdict if "Carte 7" in line).endswith("Carte 6, Carte 7.")


def make_explainer(title):
    home_page()
    page = ExplainerPage(
        title=title, slug="domaine-public", one_sentence="Une notion.", body=[("text", "<p>Oui.</p>")], language="fr",
        licence="cc-by-sa-4.0", credits=[{"name": "Awa Diallo", "role": "author", "url": ""}], live=False,
    )  # fmt: skip
    ExplainerIndexPage.objects.get().add_child(instance=page)
    page.save_revision(clean=False).publish()
    return page


def test_explainer_that_the_other_site_has_is_that_one_and_another_is_a_link(tmp_path):
    explainer = make_explainer("Le domaine public")
    kit = make_kit("Carnet", entries=[explainer])
    text = text_of(kit).replace("http://localhost/", "https://ailleurs.example.org/")
    other = text.replace("title: Le domaine public", "title: Autre chose")
    KitPage.objects.get(pk=kit.pk).delete()

    for name, said in (("un", text), ("deux", other)):
        (tmp_path / f"{name}.md").write_text(said.replace(f"uuid: {kit.uuid}\n", "").replace("slug: carnet\n", ""))
    import_kits(tmp_path, options=Options(publish=True))

    assert KitPage.objects.get(slug="un").entries.raw_data[0]["value"]["item"] == f"explainer:{explainer.pk}"
    assert KitPage.objects.get(slug="deux").entries.raw_data[0]["value"]["title"] == "Autre chose"


def test_text_of_a_kit_that_is_here_makes_no_second_one(tmp_path):
    kit = make_kit("Carnet", entries=[make_guide()])
    (tmp_path / "ailleurs.md").write_text(text_of(kit).replace("title: Carnet", "title: Autre"), encoding="utf-8")

    report = import_kits(tmp_path, options=Options(publish=True))

    assert (report.created, report.unchanged, len(report.warnings)) == (0, 1, 1)
    assert KitPage.objects.get().title == "Carnet"
