from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date

import pytest

from exporting.pdf.papers import key_of
from exporting.progress import Progress
from programme.archive.values import read_archive
from programme.archive.writing import SUMS, write_archive
from programme.models import EditionPage
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition

FIRST_DAY = date(2019, 10, 2)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """The folder of the archives of one test."""
    settings.ARCHIVES_DIR = tmp_path / "archives"
    return settings.ARCHIVES_DIR


@pytest.fixture(autouse=True)
def papers(request, monkeypatch):
    """Papers as a line that says all that they show: Typst draws them for tests that ask for `typst`."""
    if "typst" not in request.fixturenames:
        monkeypatch.setattr("programme.archive.writing.pdf_of", lambda paper, **_said: f"%PDF {key_of(paper)}".encode())


@pytest.fixture
def typst():
    """Papers of this test are drawn."""


@pytest.fixture
def edition():
    """A festival that is over."""
    made = make_edition("Brest en biens communs 2019", slug="2019", acronym="brest_communs_2019",
                        starts_on=FIRST_DAY, ends_on=date(2019, 10, 17))  # fmt: skip
    return EditionPage.objects.get(pk=made.pk)


@pytest.fixture
def editor():
    return PersonFactory(groups=("editor",))


def written(edition):
    """The bytes of its archive."""
    into = io.BytesIO()
    write_archive(read_archive(edition, name="essai"), into, progress=Progress(lambda _done, _of: None))
    return into.getvalue()


def files_in(content):
    """What it holds, by name, each held against its checksum."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        found = {name: opened.read(name) for name in opened.namelist()}
    sums = dict(reversed(line.split("  ", 1)) for line in found[SUMS].decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items() if name != SUMS}
    return found
