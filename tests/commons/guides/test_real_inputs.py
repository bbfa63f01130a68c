"""Works that others wrote, from their files to their pages. They lie beside a checkout, and the tests are skipped without them."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import override_settings

from commons.guides.domain.conversion import guide_to_document
from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.exchange.markdown import read_markdown, write_markdown
from commons.guides.models import GuidePage
from tests.committed import committed
from tests.factories.pages import home_page
from tests.marks import raw_marks, undecoded

pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()


def run(folder, **options):
    return import_guides(folder, options=Options(**options))


def counts(report):
    return {
        "read": report.read,
        "created": report.created,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
    }


@pytest.mark.parametrize(
    ("folder", "read", "published"), [("multibao", 38, 0), ("raspberrypi_fr", 12, 0), ("programming_historian", 10, 10)]
)
def test_folder_of_real_works_comes_in_and_a_second_run_changes_nothing(media, real_inputs, folder, read, published):
    first = run(real_inputs / folder, publish=True)
    assert counts(first) == {"read": read, "created": read, "unchanged": 0, "refused": 0}
    assert GuidePage.objects.live().count() == published

    second = run(real_inputs / folder, publish=True)
    assert counts(second) == {"read": read, "created": 0, "unchanged": read, "refused": 0}


@pytest.mark.parametrize(
    ("folder", "published"), [("multibao", 12), ("raspberrypi_fr", 9), ("programming_historian", 10)]
)
def test_licence_that_somebody_gives_makes_public_what_lacked_only_that(media, real_inputs, folder, published):
    run(real_inputs / folder, licence="cc-by-sa-4.0", publish=True)
    assert GuidePage.objects.live().count() == published


@pytest.fixture(scope="module", params=["multibao", "raspberrypi_fr", "programming_historian"])
def brought_in(request, real_inputs, shared_database, tmp_path_factory):
    """The guides of a folder of real works, as drafts."""
    with shared_database(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        home_page()
        run(real_inputs / request.param)
        committed()
        yield


def test_pages_of_real_works_show_no_mark_of_their_format(client, brought_in):
    GuidePage.objects.update(live=True, licence="cc-by-sa-4.0")
    shown = {guide.slug: marks_on(client, guide) for guide in GuidePage.objects.live()}
    assert {slug: marks for slug, marks in shown.items() if marks} == {}


def test_real_works_leave_as_markdown_that_says_the_same(brought_in):
    changed = [guide.slug for guide in GuidePage.objects.all() if not returns_the_same(guide_to_document(guide))]
    assert changed == []


def returns_the_same(document):
    read = read_markdown(write_markdown(document), folder=None, source="guide.md").guide
    return without_bytes(read) == without_bytes(document)


def without_bytes(document):
    return dataclasses.replace(
        document,
        pictures=tuple(dataclasses.replace(item, file=None) for item in document.pictures),
        files=tuple(dataclasses.replace(item, file=None) for item in document.files),
    )


def marks_on(client, guide):
    html = client.get(guide.url).content.decode()
    return raw_marks(html, inside=".guide__columns") + undecoded(html)
