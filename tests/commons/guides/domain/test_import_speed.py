"""What an import does once for many sources, or leaves until somebody needs it."""

from __future__ import annotations

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commons.guides.domain import identity
from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.exchange import programming_historian, site_licence
from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.programming_historian import read_programming_historian
from commons.guides.models import GuidePage
from commons.library.domain import ingest
from commons.library.models import LicensedImage, LicensedRendition
from importing.formats import ImportSource, passed_over
from tests.factories.media import picture_bytes
from tests.factories.pages import home_page

TEXT = """---
title: Repérer une image
slug: reperer-une-image
licence: cc-by-sa-4.0
credits: [{name: Awa}]
pictures:
  plan.png: {alt: Le plan, licence: cc-by-sa-4.0, credits: [{name: Awa}]}
---

## Étape : Regarder (10 min)

![Le plan](plan.png)
"""
LESSON = "---\ntitle: Leçon {number}\nlayout: lesson\nauthors: [Awa]\n---\n\n## Lire\n\nUn texte.\n"
SITE = "footer:\n  licence:\n    fr: {words}\n"


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    (tmp_path / "fiches").mkdir()
    (tmp_path / "fiches" / "un.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "fiches" / "plan.png").write_bytes(picture_bytes(size=(640, 480)))
    return tmp_path / "fiches"


@pytest.fixture
def lessons(tmp_path):
    (tmp_path / "_data").mkdir()
    (tmp_path / "fr" / "lecons").mkdir(parents=True)
    (tmp_path / "_data" / "snippets.yml").write_text(SITE.format(words="CC BY 4.0"), encoding="utf-8")
    paths = [tmp_path / "fr" / "lecons" / f"lecon-{number}.md" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_text(LESSON.format(number=number), encoding="utf-8")
    return paths


@pytest.mark.django_db
def test_pictures_of_a_draft_are_drawn_when_it_is_published(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        import_guides(folder, options=Options())
    assert (LicensedImage.objects.count(), LicensedRendition.objects.count()) == (1, 0)
    with django_capture_on_commit_callbacks(execute=True):
        GuidePage.objects.get().get_latest_revision().publish()
    assert LicensedRendition.objects.count() == 4


@pytest.mark.django_db
def test_pictures_of_a_guide_imported_as_public_are_drawn(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = import_guides(folder, options=Options(publish=True))
    assert (report.warnings, GuidePage.objects.get().live) == ([], True)
    assert LicensedRendition.objects.count() == 4


@pytest.fixture
def calls(monkeypatch):
    """The calls of a function, where it is looked up: their arguments, with the values of those that have a name."""

    def counted(module, name):
        real, made = getattr(module, name), []
        monkeypatch.setattr(
            module, name, lambda *args, **options: made.append((*args, *options.values())) or real(*args, **options)
        )
        return made

    return counted


@pytest.mark.django_db
def test_pictures_that_are_here_are_not_decoded_again(folder, calls):
    checked, read = calls(ingest, "check_picture"), calls(ingest, "_read")
    import_guides(folder, options=Options())
    (folder / "un.md").write_text(TEXT.replace("10 min", "20 min"), encoding="utf-8")
    assert import_guides(folder, options=Options()).updated == 1
    assert [is_decoded for _content, is_decoded in checked] == [True, False]
    read.clear()
    assert (import_guides(folder, options=Options()).unchanged, read) == (1, [])


@pytest.mark.django_db
def test_words_of_a_source_are_compared_when_they_decide(folder, calls):
    compared = calls(identity, "_words")
    source = folder / "un.md"
    import_guides(folder, options=Options())
    import_guides(folder, options=Options())
    source.write_text(TEXT.replace("10 min", "20 min"), encoding="utf-8")
    assert (import_guides(folder, options=Options()).updated, compared) == (1, [])

    source.write_text(TEXT.replace("une image", "une photo"), encoding="utf-8")
    assert (import_guides(folder, options=Options()).updated, len(compared)) == (1, 2)


def test_licence_of_a_site_is_read_once_for_its_lessons(lessons, monkeypatch):
    read = []
    monkeypatch.setattr(site_licence, "read_text", lambda path: read.append(path.name) or path.read_text())
    assert [read_programming_historian(path).guide.licence for path in lessons] == ["cc-by-4.0"] * 3
    assert read == ["snippets.yml"]


def test_licence_of_a_site_that_changed_is_read_again(lessons):
    assert read_programming_historian(lessons[0]).guide.licence == "cc-by-4.0"
    site = lessons[0].parents[2] / "_data" / "snippets.yml"
    site.write_text(SITE.format(words="CC BY 3.0"), encoding="utf-8")
    os.utime(site, (1, 1))
    assert read_programming_historian(lessons[0]).guide.licence == "cc-by-3.0"


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        ("other: {never: [closed\n" + SITE.format(words="CC BY 4.0"), "cc-by-4.0"),
        ("a: b\n\n# Pied de page\nFooter:\n  licence:\n    fr: CC BY 3.0\nz: footer\n", "cc-by-3.0"),
        (SITE.format(words="CC BY 4.0") + SITE.format(words="CC BY 3.0"), ""),
    ],
)
def test_footer_alone_is_read_of_the_words_of_a_site(lessons, words, licence):
    (lessons[0].parents[2] / "_data" / "snippets.yml").write_text(words, encoding="utf-8")
    assert read_programming_historian(lessons[0]).guide.licence == licence


def test_folders_are_listed_once_for_the_missing_pictures_of_a_lesson(lessons, calls):
    listed = calls(programming_historian, "listing")
    shown = "".join(f"\n\n![Un plan](plan-{number}.png)" for number in range(5))
    lessons[0].write_text(LESSON.format(number=0) + shown, encoding="utf-8")
    reading = read_programming_historian(lessons[0])
    assert (reading.guide.pictures, "plan-4.png" in str(reading.warnings)) == ((), True)
    assert sorted(folder.name for (folder,) in listed) == sorted(place.name for place in lessons[0].parents[:3])


@pytest.mark.django_db
def test_unchanged_lessons_cost_one_question_each(lessons):
    home_page()
    root = lessons[0].parents[2]
    import_guides(root, options=Options())

    def asked(path):
        with CaptureQueriesContext(connection) as captured:
            import_guides(path, options=Options())
        return sum("importing_importrecord" in query["sql"] for query in captured), len(captured)

    (records, one), (all_records, three) = asked(lessons[0]), asked(root)
    assert (records, all_records) == (1, 3)
    in_a_transaction = 3  # the question, the savepoint of the test's transaction and its release
    assert three - one == 2 * in_a_transaction


def test_texts_passed_over_are_found_beside_many_sources(lessons):
    root = lessons[0].parents[2]
    (root / "fr" / "lecons" / "notes.txt").write_text("Des notes.", encoding="utf-8")
    (root / "kit" / "fr").mkdir(parents=True)
    (root / "kit" / "fr" / "step.md").write_text("Une étape.", encoding="utf-8")
    sources = [*guide_formats.find_sources(root / "fr"), ImportSource(guide_formats.named("raspberrypi"), root / "kit")]
    assert len(sources) == 4
    assert passed_over(root, sources) == ["fr/lecons/notes.txt"]


@pytest.mark.django_db
def test_pictures_are_cleaned_before_anything_is_locked(folder, monkeypatch):
    outside, seen = len(connection.savepoint_ids), []

    def served(content, _name):
        seen.append(len(connection.savepoint_ids))
        return content

    monkeypatch.setattr(ingest, "as_served", served)
    import_guides(folder, options=Options())
    assert (seen, LicensedImage.objects.count()) == ([outside], 1)
