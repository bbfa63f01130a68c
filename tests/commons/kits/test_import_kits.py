"""Kits from files: read, refused with a sentence, brought in once, left alone when somebody wrote on them."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from commons.kits.domain.import_kits import Options, import_kits
from commons.kits.exchange.markdown import read_kit
from commons.kits.models import KitPage
from markup.messages import Unreadable
from tests.factories.guides import make_draft, make_guide
from tests.factories.kits import kit_index

FILE = """---
title: Une matinée d'images
one_sentence: Deux ateliers.
licence: CC BY-SA 4.0
credits: [Inès Caradec]
holds:
  - item: /guides/un/
    use: adapted
    why: Pour commencer.
  - link: https://pad.example.org/p/1
    title: Un pad
---
Pour un groupe qui se connaît.
"""


def test_file_is_read_whole():
    kit = read_kit(FILE)

    assert (kit.title, kit.licence, kit.participants, kit.language) == (
        "Une matinée d'images",
        "cc-by-sa-4.0",
        12,
        "fr",
    )
    assert kit.credits == [{"name": "Inès Caradec", "role": "author", "url": ""}]
    assert [(one.item, one.use, one.why) for one in kit.holds] == [
        ("/guides/un/", "adapted", "Pour commencer."), ("", "as_is", ""),
    ]  # fmt: skip
    assert kit.presentation == "Pour un groupe qui se connaît."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (FILE, "Rien que du texte", "begins with its keys"),
        ("title: Une matinée d'images\n", "", "“title” is missing"),
        ("CC BY-SA 4.0", "libre", "names no licence for certain"),
        ("credits: [Inès Caradec]", "credits:", "who composed this kit"),
        ("holds:", "contents:", "“holds” is a list"),
        ("item: /guides/un/", "guide: /guides/un/", "Number 1 of “holds” has neither"),
        ("use: adapted", "use: vendu", "“use” is one of"),
        ("why: Pour commencer.", "pourquoi: Parce que.", "the key “pourquoi” is not known"),
        ("https://pad.example.org/p/1", "javascript:alert(1)", "begins with https"),
        ("Pour un groupe", "a" * 3001, "3,000 are enough"),
        ("one_sentence: Deux ateliers.", "participants: beaucoup", "whole number"),
        ("Pour commencer.", "a" * 301, "300 are enough"),
    ],
)
def test_file_that_cannot_be_read_says_what_to_change(old, new, said):
    with pytest.raises(Unreadable) as refused:
        read_kit(FILE.replace(old, new))

    assert said in str(refused.value)


def test_kit_of_too_many_things_is_refused():
    many = "".join(f"  - item: /guides/{number}/\n" for number in range(101))

    with pytest.raises(Unreadable, match="100"):
        read_kit(FILE.replace("  - item: /guides/un/\n    use: adapted\n    why: Pour commencer.\n", many))


@pytest.fixture
def folder(tmp_path, db):
    kit_index()
    make_guide("Un")
    (tmp_path / "images.md").write_text(FILE, encoding="utf-8")
    return tmp_path


def counts(report):
    return report.created, report.updated, report.unchanged, len(report.refused)


def test_file_makes_one_page_and_says_so_once(folder):
    options = Options(publish=True)

    assert counts(import_kits(folder, options=options)) == (1, 0, 0, 0)
    assert counts(import_kits(folder, options=options)) == (0, 0, 1, 0)
    (folder / "images.md").write_text(FILE.replace("Deux ateliers", "Trois ateliers"), encoding="utf-8")
    before = [row["id"] for row in KitPage.objects.get(slug="images").entries.raw_data]
    assert counts(import_kits(folder, options=options)) == (0, 1, 0, 0)
    kit = KitPage.objects.get(slug="images")
    assert (kit.one_sentence, kit.live) == ("Trois ateliers.", True)
    assert [row["id"] for row in kit.entries.raw_data] == before


def test_dry_run_keeps_nothing(folder):
    assert counts(import_kits(folder, options=Options(publish=True, dry_run=True))) == (1, 0, 0, 0)
    assert KitPage.objects.count() == 0


def test_without_publish_it_is_a_draft_and_publishing_comes_later(folder):
    import_kits(folder, options=Options())
    assert not KitPage.objects.get().live

    assert counts(import_kits(folder, options=Options(publish=True))) == (0, 1, 0, 0)
    assert KitPage.objects.get().live


def test_what_somebody_wrote_here_is_left_alone(folder):
    import_kits(folder, options=Options(publish=True))
    kit = KitPage.objects.get()
    kit.title = "Titre d'ici"
    kit.save_revision().publish()
    (folder / "images.md").write_text(FILE.replace("Deux", "Trois"), encoding="utf-8")

    report = import_kits(folder, options=Options(publish=True))

    assert counts(report) == (0, 0, 1, 0)
    assert KitPage.objects.get().title == "Titre d'ici"


def test_item_that_is_not_public_is_left_out_with_a_warning(folder):
    make_draft("Brouillon")
    (folder / "images.md").write_text(FILE.replace("/guides/un/", "/guides/brouillon/"), encoding="utf-8")

    report = import_kits(folder, options=Options(publish=True))

    assert [row["type"] for row in KitPage.objects.get().entries.raw_data] == ["link"]
    assert any("/guides/brouillon/" in sentence for sentence in report.sentences())


def test_command_reports_and_says_where_there_is_nothing(folder, capsys):
    call_command("import_kits", str(folder), "--publish", "--json")

    assert json.loads(capsys.readouterr().out)["created"] == 1
    with pytest.raises(CommandError, match="ailleurs"):
        call_command("import_kits", str(folder / "ailleurs"))
