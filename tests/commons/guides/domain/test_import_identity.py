"""Two sources never become one guide."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    with override("en"):
        yield


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def sheet(title, *, licence, words):
    return f"# {title}\n\nLicence : {licence}\n\n## Déroulé\n\n{words}\n"


def own(title, *, licence, who, words, slug=""):
    named = f"slug: {slug}\n" if slug else ""
    return f"---\ntitle: {title}\n{named}licence: {licence}\ncredits: [{who}]\n---\n\n## Étape : Un\n\n{words}\n"


def run(path, **options):
    return import_guides(path, options=Options(**options))


def guides():
    return sorted(GuidePage.objects.values_list("title", "licence"))


BREAD = {"licence": "CC BY-SA 4.0", "words": "On pétrit longuement la pâte avec du levain."}
BOAT = {"licence": "CC BY 4.0", "words": "Chaque personne plie une feuille cartonnée."}


def test_sheets_of_one_name_from_two_places_are_two_guides(tmp_path):
    write(tmp_path / "a" / "fiches" / "debut.md", sheet("Faire du pain", **BREAD))
    write(tmp_path / "b" / "fiches" / "debut.md", sheet("Plier un bateau", **BOAT))
    run(tmp_path / "a")

    report = run(tmp_path / "b")

    assert (report.created, report.updated) == (1, 0)
    assert guides() == [("Faire du pain", "cc-by-sa-4.0"), ("Plier un bateau", "cc-by-4.0")]
    assert any("“Faire du pain” came in from a file of the same name" in row["reason"] for row in report.warnings)
    assert [run(tmp_path / place).unchanged for place in "ab"] == [1, 1]


def test_sheets_of_one_name_in_one_run_are_two_guides(tmp_path):
    write(tmp_path / "a" / "fiches" / "debut.md", sheet("Faire du pain", **BREAD))
    write(tmp_path / "b" / "fiches" / "debut.md", sheet("Plier un bateau", **BOAT))
    assert (run(tmp_path).created, run(tmp_path).unchanged, len(guides())) == (2, 2, 2)


def test_guides_of_one_title_are_two_guides(tmp_path):
    write(tmp_path / "pain.md", own("Débuter", licence="cc-by-4.0", who="Awa", words=BREAD["words"]))
    write(tmp_path / "plis.md", own("Débuter", licence="cc-by-sa-4.0", who="Yann", words=BOAT["words"]))

    first, second = run(tmp_path), run(tmp_path)

    assert (first.created, first.updated, second.unchanged) == (2, 0, 2)
    assert guides() == [("Débuter", "cc-by-4.0"), ("Débuter", "cc-by-sa-4.0")]


def test_one_guide_sent_twice_in_one_run_is_refused_by_name(tmp_path):
    text = own("Débuter", licence="cc-by-4.0", who="Awa", words=BREAD["words"])
    write(tmp_path / "a" / "un.md", text)
    write(tmp_path / "b" / "deux.md", text)

    report = run(tmp_path)

    assert (report.created, report.unchanged) == (1, 0)
    assert report.refused == [
        {
            "source": "b/deux.md",
            "reason": "It is known by the same name as “a/un.md”, which came in just before: rename this file, or give it a “slug” of its own.",
        }
    ]


def test_file_that_takes_the_slug_of_another_guide_is_refused(tmp_path):
    write(tmp_path / "a.md", own("Faire du pain", licence="cc-by-nc-4.0", who="Awa", words=BREAD["words"], slug="un"))
    write(tmp_path / "b" / "b.md", own("Plier", licence="cc-by-4.0", who="Yann", words=BOAT["words"], slug="un"))
    run(tmp_path / "a.md")

    report = run(tmp_path / "b")

    assert "“Faire du pain” is already here under the name “un”" in report.refused[0]["reason"]
    assert guides() == [("Faire du pain", "cc-by-nc-4.0")]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Faire du bon pain"},
        {"licence": "CC BY 4.0"},
        {"words": "On pétrit longuement la pâte, avec du levain et de la patience."},
        {"words": "Tout autre chose, écrit autrement depuis le début."},
    ],
)
def test_guide_that_changes_one_thing_is_the_same_guide(tmp_path, changed):
    write(tmp_path / "pain.md", sheet("Faire du pain", **BREAD))
    run(tmp_path)
    write(tmp_path / "pain.md", sheet(**({"title": "Faire du pain"} | BREAD | changed)))
    assert (run(tmp_path).updated, len(guides())) == (1, 1)


HELD = own("Faire du pain", licence="cc-by-4.0", who="Awa", words=BREAD["words"], slug="pain")


def test_source_that_says_it_is_a_draft_is_never_published(tmp_path):
    write(tmp_path / "pain.md", HELD.replace("slug:", "draft: true\nslug:"))
    for _again in range(2):
        report = run(tmp_path, publish=True)
        assert "keeps it from the public, “draft: true”" in report.warnings[-1]["reason"]
        assert not GuidePage.objects.get().live


def test_guide_whose_source_was_retired_since_is_told_of(tmp_path):
    write(tmp_path / "pain.md", HELD)
    run(tmp_path, publish=True)
    write(tmp_path / "pain.md", HELD.replace("slug:", "retired: 2026\nslug:"))

    report = run(tmp_path, publish=True)

    assert "It is still public here: withdraw it if you agree with its source." in [
        row["reason"] for row in report.warnings
    ]
    assert GuidePage.objects.get().live


def same_title(report):
    return [row["reason"] for row in report.warnings if "is already here, at" in row["reason"]]


def test_file_that_was_renamed_becomes_another_guide_and_it_is_said(tmp_path):
    write(tmp_path / "a" / "pain.md", sheet("Faire du pain", **BREAD))
    assert same_title(run(tmp_path)) == []
    (tmp_path / "a" / "pain.md").rename(tmp_path / "a" / "le-pain.md")

    report = run(tmp_path)

    assert report.created == 1
    (said,) = same_title(report)
    assert said.startswith("A guide called “Faire du pain” is already here, at ")
    assert "/faire-du-pain/" in said
    assert same_title(run(tmp_path)) == []


def test_draft_of_somebody_else_is_not_named(tmp_path):
    write(tmp_path / "a" / "pain.md", sheet("Faire du pain", **BREAD))
    run(tmp_path / "a", user=PersonFactory())
    write(tmp_path / "b" / "pain.md", sheet("Faire du pain", **BREAD))
    assert same_title(run(tmp_path / "b", user=PersonFactory())) == []
    GuidePage.objects.update(live=True)
    write(tmp_path / "c" / "pain.md", sheet("Faire du pain", **BREAD))
    assert len(same_title(run(tmp_path / "c", user=PersonFactory()))) == 1
