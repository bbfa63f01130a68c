"""A file of an archive whose bytes are here already: stored once where it says the same, else told in the report."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.utils.translation import override

from commons.guides.domain.import_guides import Options
from commons.kits.domain.import_archive import import_archive
from commons.kits.models import KitPage
from commons.library.models import MediaItem
from tests.factories.carrying import carried, in_the_pool
from tests.factories.kits import item_row, make_kit
from tests.factories.media import make_file
from tests.factories.uploads import pdf_bytes

pytestmark = pytest.mark.django_db
HERE = Options(format="markdown", publish=True)
# Each is another file: they say when they were made.
PLAN = pdf_bytes()
SOMEBODY = [{"name": "Malo", "role": "author", "url": ""}]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "library"


def plan(title, **fields):
    return in_the_pool(make_file(title, content=PLAN, **{"credits": [], "licence": "cc0-1.0"} | fields))


@pytest.fixture(scope="module")
def archive(shared_database, tmp_path_factory):
    """A kit that was carried away from a site that has since forgotten it."""
    folder = tmp_path_factory.mktemp("kit")
    with shared_database(), override_settings(MEDIA_ROOT=folder / "library"):
        return carried(make_kit("Dehors", entries=[item_row(f"media:{plan('Le plan').pk}")]), folder)


def brought_in(archive):
    with override("en"):
        done = import_archive(archive, options=HERE)
    return [one["reason"] for one in done.media.warnings]


def test_file_that_is_here_under_another_title_is_the_one_that_the_kit_holds(archive):
    here = plan("Le plan du quartier")

    assert brought_in(archive) == [
        "This file is here already: “Le plan du quartier”. That one is used, no second copy is stored."
    ]
    assert MediaItem.objects.get() == here
    assert [row["value"]["item"] for row in KitPage.objects.get().entries.raw_data] == [f"media:{here.pk}"]


def test_file_that_is_here_with_other_credits_comes_in_and_the_report_says_so(archive):
    plan("Le plan du quartier", credits=SOMEBODY)

    (said,) = brought_in(archive)
    assert said.startswith("This file is here already under the same licence, as “Le plan du quartier”, with other")
    assert MediaItem.objects.count() == 2


def test_file_that_is_here_under_another_licence_comes_in_and_the_report_says_so(archive):
    plan("Le plan du quartier", licence="cc-by-4.0")

    (said,) = brought_in(archive)
    assert said.startswith("This file is here already as “Le plan du quartier”, under CC BY 4.0.")
    assert MediaItem.objects.count() == 2


def test_archive_that_comes_in_twice_tells_of_no_file(archive):
    brought_in(archive)

    assert brought_in(archive) == []
    assert MediaItem.objects.count() == 1
