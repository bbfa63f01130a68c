"""Rows of Openverse's lists: licences that never existed are refused with the right one, the rest is read as text."""

from __future__ import annotations

import csv

import pytest

from commons.library import openverse
from commons.library.openverse import licence_of, rows_of, work_of
from markup.messages import Unreadable

CELLS = {
    "identifier": "aa-1", "foreign_landing_url": "https://example.org/photo/1", "url": "https://example.org/1.jpg",
    "license": "by-sa", "license_version": "2", "creator": "Ki hoon", "creator_url": "example.org/kihoon",
    "title": "Une halle", "tags": "", "width": "640", "height": "426",
}  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "version", "key"),
    [
        ("by-sa", "2", "cc-by-sa-2.0"), ("by-nc-nd", "4.0", "cc-by-nc-nd-4.0"), ("CC0", "1", "cc0-1.0"),
        ("cc0", "1.0", "cc0-1.0"), ("pdm", "1", "pdm-1.0"), ("sampling+", "1.0", "cc-sampling-plus-1.0"),
        ("nc-sampling+", "1.0", "cc-nc-sampling-plus-1.0"), (" BY ", " 3.0 ", "cc-by-3.0"),
        ("by-nc-nd", "1.0", "cc-by-nd-nc-1.0"),
    ],
)  # fmt: skip
def test_licence_is_normalised(unit, version, key):
    assert licence_of(unit, version).key == key


@pytest.mark.parametrize(
    ("unit", "version", "sentence"),
    [
        ("cc0", "3", "CC0 3.0 n’existe pas. La seule version est la 1.0."),
        ("pdm", "3", "PDM 3.0 n’existe pas. La seule version est la 1.0."),
        ("by-sa", "4.0 fr", "CC BY-SA 4.0 FR n’existe pas\u00a0: CC BY-SA 4.0 vaut dans tous les pays et a un texte officiel en français."),
        ("by", "5", "CC BY 5.0 n’existe pas. Versions publiées\u00a0: 1.0, 2.0, 2.5, 3.0 et 4.0."),
        ("by-sa-nd", "4.0", "Aucune licence ne réunit SA et ND"),
        ("by", "", "«\u00a0CC BY\u00a0» sans version"),
    ],
)  # fmt: skip
def test_licence_that_never_existed_is_refused_with_what_may_have_been_meant(unit, version, sentence):
    with pytest.raises(Unreadable) as refused:
        licence_of(unit, version)
    assert refused.value.message.said_in("fr", gettext=str).startswith(sentence)


def test_address_tells_the_version_of_a_country():
    assert (
        licence_of("by-nc-sa", "2.0", "https://creativecommons.org/licenses/by-nc-sa/2.0/fr/").key
        == "cc-by-nc-sa-2.0-fr"
    )


def test_address_of_another_licence_is_a_question():
    with pytest.raises(Unreadable, match=r"Its columns say CC BY 2.0, its address says CC BY-SA 2.0"):
        licence_of("by", "2", "https://creativecommons.org/licenses/by-sa/2.0/")


def test_row_is_read():
    work = work_of(
        CELLS | {"tags": '[{"name": "Halle"}, {"name": "halle"}, {"name": "no person", "accuracy": 0.9}, 3]'}
    )
    assert (work.title, work.creator, work.creator_url, work.licence) == (
        "Une halle", "Ki hoon", "https://example.org/kihoon", "cc-by-sa-2.0",
    )  # fmt: skip
    assert (work.kind, work.facts, work.tags) == ("image", {"width": 640, "height": 426}, ("Halle",))


def test_sound_has_its_length_in_seconds():
    assert work_of(CELLS | {"duration": "248000"}).facts["seconds"] == 248.0
    assert work_of(CELLS | {"duration": ""}).kind == "sound"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("File:FV4005_rear-left.jpg", "FV4005 rear-left"), ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("  un\x00 titre\n long ", "un titre long"), ("", ""), ("x" * 400, "x" * 255),
    ],
)  # fmt: skip
def test_title_is_text(title, expected):
    assert work_of(CELLS | {"title": title}).title == expected


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "ftp://example.org/x", "https://", "http://[", "un deux", "x" * 600 + ".org"]
)
def test_row_without_an_address_to_go_to_is_refused(address):
    with pytest.raises(Unreadable, match="no address where the work is"):
        work_of(CELLS | {"foreign_landing_url": address})


@pytest.mark.parametrize("text", ["[", "[" * 50_000, "{}", "null", '"x"', '[{"name": 3}]', '[{"name": ""}]'])
def test_tags_that_are_not_a_list_of_names_are_none(text):
    assert work_of(CELLS | {"tags": text}).tags == ()


def written(tmp_path, *rows, names=tuple(CELLS), encoding="utf-8"):
    file = tmp_path / "images.csv"
    with file.open("w", newline="", encoding=encoding) as out:
        csv.writer(out).writerows([names, *rows])
    return file


def test_rows_come_one_at_a_time_with_their_numbers(tmp_path):
    file = written(tmp_path, CELLS.values(), CELLS.values(), encoding="utf-8-sig")
    assert [(row.number, row.cells["title"]) for row in rows_of(file)] == [(1, "Une halle"), (2, "Une halle")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "has no column"), (b"a,b\n1,2\n", "has no column identifier, license, foreign_landing_url"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"identifier,license,foreign_landing_url\n\xff,by,x\n", "is not UTF-8"),
    ],
)  # fmt: skip
def test_file_that_is_no_such_list_is_refused(tmp_path, content, sentence):
    file = tmp_path / "liste.csv"
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=sentence):
        list(rows_of(file))


def test_too_many_rows_and_bytes_are_refused(tmp_path, monkeypatch):
    file = written(tmp_path, *[CELLS.values()] * 4)
    monkeypatch.setattr(openverse, "MOST_ROWS", 3)
    with pytest.raises(Unreadable, match="more than 3 rows"):
        list(rows_of(file))
    monkeypatch.setattr(openverse, "MOST_BYTES", 10)
    with pytest.raises(Unreadable, match="is larger than"):
        list(rows_of(file))


def test_field_too_long_is_a_problem_of_its_row_alone(tmp_path):
    file = written(tmp_path, ["x" * 200_000, *list(CELLS.values())[1:]], CELLS.values())
    problems = [bool(row.problem) for row in rows_of(file)]
    assert problems[0] is True
    assert problems[-1] is False


@pytest.mark.data
def test_real_lists_are_read_but_for_licences_that_never_existed(real_inputs):
    refused = []
    for name in ("images.csv", "audio.csv"):
        for row in rows_of(real_inputs / "openverse" / name):
            try:
                work_of(row.cells)
            except Unreadable as error:
                refused.append(str(error.message))
    assert refused == ["There is no CC0 3.0. The only version is 1.0."] * 2
