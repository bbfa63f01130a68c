from __future__ import annotations

import errno
import unicodedata
from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.raspberrypi import language_folder, read_raspberrypi
from importing.local_files import decoded, find, licence_file, why

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["LICENSE.md", "LICENCE.md", "Licence", "licence.txt", "COPYING", "copying.TXT"])
def test_licence_file_is_found_however_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("CC BY 4.0")
    assert licence_file(tmp_path) == tmp_path / name


@pytest.mark.parametrize("name", ["licence.pdf", "ma-licence.md", "README.md", "licence.md.bak"])
def test_another_file_is_no_licence_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("CC BY 4.0")
    assert licence_file(tmp_path) is None


@pytest.mark.parametrize("name", ["LICENCE.md", "LICENSE.txt", "COPYING", "fr-FR/LICENCE.md"])
def test_kit_takes_its_licence_from_any_of_them(tmp_path: Path, name: str) -> None:
    (tmp_path / "fr-FR").mkdir()
    (tmp_path / "fr-FR" / "meta.yml").write_text("title: Cerf-volant\n", "utf-8")
    (tmp_path / name).write_text("Ce kit est sous licence CC BY-SA 4.0.", "utf-8")
    assert read_raspberrypi(tmp_path).guide.licence == "cc-by-sa-4.0"


@pytest.mark.parametrize(
    ("folders", "chosen"),
    [
        (("en", "fr-FR"), "fr-FR"),
        (("en", "fr_FR"), "fr_FR"),
        (("en", "FR"), "FR"),
        (("de-DE", "fr"), "fr"),
        (("fruits", "de-DE"), "de-DE"),
        (("es-419", "pt-BR"), "es-419"),
    ],
)
def test_french_folder_of_a_kit_is_known_however_it_is_written(
    tmp_path: Path, folders: tuple[str, ...], chosen: str
) -> None:
    for name in folders:
        (tmp_path / name).mkdir()
        (tmp_path / name / "meta.yml").write_text("title: a\n")
    found = language_folder(tmp_path)
    assert found
    assert found.name == chosen


@pytest.mark.parametrize(
    ("stored", "named"),
    [
        ("e\u0301té.png", "été.png"),
        ("été.png", "e\u0301te\u0301.png"),
        ("Plan.PNG", "plan.png"),
        ("l’arbre.png", "l'arbre.png"),
        ("a b.png", "a%20b.png"),
        ("a%20b.png", "a%2520b.png"),
    ],
)
def test_file_is_found_under_another_spelling_of_its_name(tmp_path: Path, stored: str, named: str) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / stored).write_bytes(b"x")
    found = find(tmp_path, f"images/{named}")
    assert found
    assert unicodedata.normalize("NFC", found.name) == unicodedata.normalize("NFC", stored)


def test_two_files_of_one_spelling_are_not_guessed_between(tmp_path: Path) -> None:
    for name in ("plan.png", "Plan.png"):
        (tmp_path / name).write_bytes(b"x")
    assert find(tmp_path, "PLAN.png") is None


def test_accents_of_a_text_are_put_on_their_letters() -> None:
    assert decoded("De\u0301roule\u0301\r\nfin".encode(), "a.md") == "Déroulé\nfin"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "There is no room left on the disk"),
        (errno.EACCES, "may not be read or written here"),
        (errno.ENAMETOOLONG, "This name cannot be a file's here"),
        (errno.EIO, "could not be read or written (error 5)"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(number: int, sentence: str) -> None:
    assert sentence in why(OSError(number, "Some words of the system"))
