"""The other doors of the library refuse what the form of contributors refuses: the administration, files of a step."""

from __future__ import annotations

import pytest

from commons.library.domain.checked_uploads import checked_upload
from commons.library.domain.picture_formats import FileRefused
from tests.factories.uploads import PLACE, film_bytes, pdf_bytes, sent, sound_bytes


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.4\n" + b"x" * 3000, "plan.pdf", "Ce PDF est illisible"),
        (pdf_bytes(javascript=True), "plan.pdf", "programme"),
        (pdf_bytes(password="secret"), "plan.pdf", "mot de passe"),
        (film_bytes()[:-40], "film.mp4", "coupé avant la fin"),
        (sound_bytes()[:20], "chant.wav", "coupé avant la fin"),
    ],
)  # fmt: skip
def test_file_that_contributors_may_not_add_stays_outside_of_the_administration(content, name, sentence):
    with pytest.raises(FileRefused) as refused:
        checked_upload(sent(name, content))
    assert sentence in str(refused.value)


def test_pdf_that_the_reader_gives_up_on_stays_outside(monkeypatch):
    monkeypatch.setattr("commons.library.domain.facts.READING_SECONDS", 0.001)
    with pytest.raises(FileRefused):
        checked_upload(sent("plan.pdf", pdf_bytes()))


def test_file_that_contributors_may_add_enters_without_its_place():
    plan = pdf_bytes()
    assert checked_upload(sent("plan.pdf", plan)).read() == plan
    assert PLACE not in checked_upload(sent("film.mp4", film_bytes())).read()
