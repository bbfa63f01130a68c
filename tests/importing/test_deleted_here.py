"""What was deleted here on purpose does not come back by an import that runs again: one rule for every kind of page."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.management import call_command
from wagtail.models import Page

from commons.guides.domain.import_guides import Options, import_guides
from commons.kits.domain.import_kits import Options as KitOptions
from commons.kits.domain.import_kits import import_kits
from community.domain.loading import load_associations
from community.models import AssociationIndexPage
from home.domain.pages import load_pages
from home.domain.site import set_up_site
from importing.models import ImportRecord
from licences.explainers.domain.loading import load_explainers
from licences.explainers.models import ExplainerPage
from tests.factories.guides import make_guide
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
SAID = (
    "Supprimé sur le site, il ne revient pas de lui-même. Pour l’avoir de nouveau, importez-le avec"
    " «\u00a0Faire revenir ce qui a été supprimé ici\u00a0» (--bring-back)."
)
TEXTS = {
    "guide": "---\ntitle: La carte\nslug: la-carte\nlicence: cc-by-sa-4.0\ncredits: [{name: Awa}]\n---\n\n"
    "## Étape : Accueil\n\nOn se présente.\n",
    "kit": "---\ntitle: La carte\nslug: la-carte\nlicence: CC BY-SA 4.0\ncredits: [Awa]\nholds:\n"
    "  - link: https://pad.example.org/p/1\n    title: Un pad\n---\n",
    "explainer": "---\nslug: la-carte\nlanguage: fr\ntitle: La carte\none_sentence: Ce qu'on en retient.\nlevel: 1\n"
    "order: 1\n---\n\nUn texte.\n",
    "page": "---\nslug: la-carte\ntitle: La carte\n---\n\nOn partage.\n",
}
ROW = {"slug": "la-carte", "name": "La carte", "one_sentence": "Des cartes."}


@pytest.fixture
def load(tmp_path, settings):
    """Loads the one source of a kind, with or without asking for what was deleted."""
    settings.MEDIA_ROOT = tmp_path / "media"
    home = set_up_site()
    folder = tmp_path / "source"
    folder.mkdir()

    def load(kind, *, change="", bring_back=False):
        file = folder / "la-carte.md"
        text = TEXTS.get(kind, "") + change
        file.write_text(text, encoding="utf-8")
        doors = {
            "guide": partial(
                import_guides, folder, options=Options(format="markdown", publish=True, bring_back=bring_back)
            ),
            "kit": partial(import_kits, folder, options=KitOptions(publish=True, bring_back=bring_back)),
            "explainer": partial(load_explainers, folder, bring_back=bring_back),
            "page": partial(load_pages, [file], parent=home, bring_back=bring_back),
            "association": partial(
                load_associations, [{**ROW, "territory": change}], parent=AssociationIndexPage.objects.get(),
                bring_back=bring_back,
            ),
        }  # fmt: skip
        return doors[kind]()

    return load


KINDS = [*TEXTS, "association"]


def made():
    return Page.objects.filter(title="La carte")


@pytest.mark.parametrize("change", ["", "\nAutrement.\n"], ids=["as it was", "changed"])
@pytest.mark.parametrize("kind", KINDS)
def test_page_that_was_deleted_here_does_not_come_back_and_the_report_says_how_to_have_it(load, kind, change):
    assert load(kind).created == 1
    made().get().delete()

    report = load(kind, change=change)

    assert (report.created, report.updated, report.unchanged, report.refused) == (0, 0, 1, [])
    assert [row["title"] for row in report.items] == ["La carte"]
    assert [row["reason"] for row in report.warnings] == [SAID]
    assert not made().exists()


@pytest.mark.parametrize("kind", KINDS)
def test_page_that_was_deleted_comes_back_when_it_is_asked_for_and_stays(load, kind):
    load(kind)
    made().get().delete()

    report = load(kind, bring_back=True)

    assert (report.created, report.refused, report.warnings) == (1, [], [])
    assert made().get().live
    assert ImportRecord.objects.count() == 1
    again = load(kind)
    assert (again.created, again.unchanged, again.warnings) == (0, 1, [])


def test_translation_of_an_explainer_that_was_deleted_still_comes_in(load, tmp_path):
    load("explainer")
    made().get().delete()
    english = TEXTS["explainer"].replace("la-carte", "the-map").replace("fr\n", "en\ntranslation_of: la-carte\n")
    (tmp_path / "source" / "the-map.md").write_text(english, encoding="utf-8")

    report = load("explainer")

    assert (report.created, report.refused) == (1, [])
    assert ExplainerPage.objects.get().translation_of is None


def test_commands_bring_back_what_is_asked_for(load, tmp_path, capsys):
    load("guide")
    made().get().delete()
    path = str(tmp_path / "source")
    call_command("import_guides", path, "--publish")
    assert SAID in capsys.readouterr().out
    assert not made().exists()
    call_command("import_guides", path, "--publish", "--bring-back")
    assert made().get().live


def test_guide_of_another_site_that_was_never_here_comes_in_though_one_of_its_name_was_written_and_deleted(load):
    make_guide("La carte", slug="la-carte").delete()
    assert load("guide").created == 1


def test_form_of_the_administration_names_what_stays_away_and_brings_it_back(load, client, tmp_path):
    person = PersonFactory(groups=["editor"])
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def sent(**values):
        with (tmp_path / "la-carte.md").open("rb") as file:
            return client.post("/admin/fiches/importer/", {"file": file, **values}).content.decode()

    (tmp_path / "la-carte.md").write_text(TEXTS["guide"], encoding="utf-8")
    sent()
    made().get().delete()
    assert SAID in sent()
    assert not made().exists()
    sent(bring_back="on")
    assert made().exists()
