"""Works of other sites that a kit holds go along with it: their record, for their file stays where it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commons.guides.domain.import_options import Options
from commons.kits.domain.import_archive import import_archive
from commons.kits.models import KitPage
from commons.library.models import LinkedWork
from tests.commons.kits.test_import_archive import HERE, counts
from tests.commons.kits.test_import_kit import elsewhere
from tests.factories.carrying import carried, packed_again
from tests.factories.kits import item_row, make_kit

pytestmark = pytest.mark.django_db
# What another site says of what came in.
TELL = """
import json
from commons.kits.domain.entries import read_entries
from commons.kits.models import KitPage
from commons.library.models import LinkedWork
works = [
    [one.title, one.slug, one.kind, one.licence, one.credits, one.source_url, one.file_url, one.facts,
     sorted(tag.name for tag in one.tags.all())]
    for one in LinkedWork.objects.order_by("slug")
]
kit = KitPage.objects.get()
print("SAID" + json.dumps([kit.live, works, [[one.type, one.title, one.usage, one.why, one.work.source] for one in
    read_entries(kit.entries.raw_data).shown]]))
"""


@pytest.fixture(scope="module")
def carried_away(shared_database, tmp_path_factory):
    """A kit that holds a work of another site, carried away from a site that has since forgotten it."""
    with shared_database():
        return carried(kit_with_a_work_elsewhere(), tmp_path_factory.mktemp("kit"))


@pytest.fixture
def with_a_work_elsewhere(carried_away, tmp_path):
    return Path(shutil.copy(carried_away, tmp_path))


def kit_with_a_work_elsewhere():
    work = LinkedWork.objects.create(
        title="Le marché", slug="le-marche", kind="image", licence="cc-by-sa-4.0", facts={"width": 640, "height": 480},
        credits=[{"name": "Anna", "role": "photographer", "url": "https://anna.example.org/"}],
        source_url="https://photos.example.org/1", file_url="https://photos.example.org/1.jpg",
    )  # fmt: skip
    work.tags.set(["rue", "marché"])
    untitled = LinkedWork.objects.create(
        slug="un-bruit", kind="sound", licence="cc0-1.0", source_url="https://sons.example.org/2"
    )
    rows = [item_row(f"elsewhere:{work.pk}", use="adapted", why="À regarder"), item_row(f"elsewhere:{untitled.pk}")]
    return make_kit("Dehors", slug="dehors", entries=rows)


def test_works_elsewhere_come_in_with_their_licence_people_tags_and_place_in_the_kit(with_a_work_elsewhere):
    done = import_archive(with_a_work_elsewhere, options=HERE)

    assert (counts(done.media), counts(done.kits), done.whole.sentences()) == ((2, 0, 0, 0), (1, 0, 0, 0), [])
    work, untitled = LinkedWork.objects.get(slug="le-marche"), LinkedWork.objects.get(slug="un-bruit")
    assert (work.title, work.kind, work.licence, work.source_url, work.file_url, work.facts) == (
        "Le marché", "image", "cc-by-sa-4.0", "https://photos.example.org/1", "https://photos.example.org/1.jpg",
        {"width": 640, "height": 480},
    )  # fmt: skip
    assert work.credits == [{"name": "Anna", "role": "photographer", "url": "https://anna.example.org/"}]
    assert sorted(tag.name for tag in work.tags.all()) == ["marché", "rue"]
    assert (untitled.title, untitled.kind, untitled.licence) == ("", "sound", "cc0-1.0")
    kit = KitPage.objects.get()
    assert [(row["value"]["item"], row["value"]["use"], row["value"]["why"]) for row in kit.entries.raw_data] == [
        (f"elsewhere:{work.pk}", "adapted", "À regarder"), (f"elsewhere:{untitled.pk}", "as_is", ""),
    ]  # fmt: skip


def test_second_import_of_works_elsewhere_changes_nothing(with_a_work_elsewhere):
    import_archive(with_a_work_elsewhere, options=HERE)
    done = import_archive(with_a_work_elsewhere, options=HERE)
    assert (counts(done.whole), done.whole.warnings) == ((0, 0, 3, 0), [])


def test_work_elsewhere_that_a_list_brought_in_is_the_same_and_stays_as_it_is(with_a_work_elsewhere):
    here = LinkedWork.objects.create(
        title="Un marché", slug="ici", kind="image", licence="cc-by-sa-4.0", source_url="https://photos.example.org/1",
        file_url="https://photos.example.org/1.jpg",
    )  # fmt: skip

    done = import_archive(with_a_work_elsewhere, options=HERE)

    assert counts(done.media) == (1, 0, 1, 0)
    assert LinkedWork.objects.get(slug="ici").title == "Un marché"
    assert KitPage.objects.get().entries.raw_data[0]["value"]["item"] == f"elsewhere:{here.pk}"


def test_work_elsewhere_that_was_deleted_here_does_not_come_back_and_the_kit_leads_to_it(with_a_work_elsewhere):
    import_archive(with_a_work_elsewhere, options=HERE)
    LinkedWork.objects.get(slug="le-marche").delete()

    done = import_archive(with_a_work_elsewhere, options=HERE)

    assert [row["source"] for row in done.media.warnings if "Supprimé" in row["reason"]] != []
    value = KitPage.objects.get().entries.raw_data[0]["value"]
    assert (value["url"], value["title"], value["authors"], value["licence"]) == (
        "https://photos.example.org/1", "Le marché", "Anna", "CC BY-SA 4.0",
    )  # fmt: skip


def test_work_elsewhere_waits_for_publish_and_the_kit_leads_to_where_it_is_meanwhile(with_a_work_elsewhere):
    done = import_archive(with_a_work_elsewhere, options=Options(format="markdown"))
    assert not LinkedWork.objects.exists()
    assert [row["value"]["url"] for row in KitPage.objects.get().entries.raw_data] == [
        "https://photos.example.org/1", "https://sons.example.org/2",
    ]  # fmt: skip
    assert counts(done.media) == (0, 0, 2, 0)

    import_archive(with_a_work_elsewhere, options=HERE)

    assert [row["type"] for row in KitPage.objects.get().entries.raw_data] == ["item", "item"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"https://photos.example.org/1\n", b"''\n", "ne dit pas où"),
        (b"licence: cc-by-sa-4.0", b"licence: CC BY-SA 4.0 Unported de la rue", "licence"),
    ],
)
def test_work_elsewhere_that_says_too_little_is_refused_with_a_reason(with_a_work_elsewhere, old, new, said):
    def change(members):
        for name in [one for one in members if one.startswith("medias/about/")]:
            members[name] = members[name].replace(b"source_url: " + old, b"source_url: " + new).replace(old, new)

    done = import_archive(packed_again(with_a_work_elsewhere, change), options=HERE)

    assert any(said in row["reason"] for row in (*done.media.refused, *done.media.warnings))
    assert not LinkedWork.objects.filter(slug="le-marche").exists()


def test_works_elsewhere_of_a_kit_go_to_another_database(with_a_work_elsewhere, tmp_path, migrated):
    site = tmp_path / "elsewhere"
    migrated(site)

    report, again, (live, works, entries) = elsewhere(site, with_a_work_elsewhere, TELL)

    assert (report["created"], report["refused"], report["warnings"]) == (3, [], [])
    assert (again["created"], again["unchanged"], again["warnings"]) == (0, 3, [])
    assert live
    assert works == [
        [
            "Le marché", "le-marche", "image", "cc-by-sa-4.0",
            [{"name": "Anna", "role": "photographer", "url": "https://anna.example.org/"}],
            "https://photos.example.org/1", "https://photos.example.org/1.jpg", {"width": 640, "height": 480},
            ["marché", "rue"],
        ],
        ["", "un-bruit", "sound", "cc0-1.0", [], "https://sons.example.org/2", "", {}, []],
    ]  # fmt: skip
    assert entries == [
        ["elsewhere", "Le marché", "adapted", "À regarder", "https://photos.example.org/1"],
        ["elsewhere", "Sans titre", "as_is", "", "https://sons.example.org/2"],
    ]
