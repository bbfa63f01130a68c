"""What the compliance check does with guides that come in from files."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from importing.models import ImportRecord
from tests.factories.guides import make_guide
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

GUIDE = """---
title: Débat
licence: {licence}
credits: [Awa]
sources:
  - {{title: La halle, url: "{url}", licence: {source}, kind: {kind}}}
---

## Étape : Parler

On parle.
"""


@pytest.fixture(autouse=True)
def _site(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()


@pytest.fixture
def imported(tmp_path):
    """Import one guide; give whether it is live and the reasons of the report."""

    def run(*, licence="cc-by-4.0", source="cc-by-nd-4.0", kind="adaptation", url="", publish=True):
        path = tmp_path / "fiche.md"
        path.write_text(GUIDE.format(licence=licence, source=source, kind=kind, url=url), "utf-8")
        with override("fr"):
            report = import_guides(path, options=Options(publish=publish))
        assert report.refused == []
        return GuidePage.objects.get(title="Débat"), [row["reason"] for row in report.warnings]

    return run


@pytest.mark.parametrize("publish", [True, False])
def test_guide_that_its_sources_forbid_comes_in_as_a_draft_with_a_warning(imported, publish):
    guide, (warning,) = imported(publish=publish)
    assert not guide.live
    assert "(CC BY-ND 4.0 §2(a)(1)(B))" in warning


def test_guide_under_a_discouraged_licence_waits_for_a_person(imported):
    guide, (warning,) = imported(source="cc-by-nc-4.0")
    assert not guide.live
    assert warning.endswith("Choisissez une autre licence, ou cochez que vous gardez celle-ci.")


def test_source_without_licence_is_told_and_the_guide_is_published(imported):
    guide, (warning,) = imported(source='""')
    assert guide.live
    assert warning.startswith("Personne n’a dit la licence de «\u00a0La halle\u00a0»")


def test_guide_that_its_sources_allow_is_published_without_a_word(imported):
    guide, warnings = imported(licence="cc-by-sa-4.0", source="cc-by-sa-3.0", kind="translation")
    assert (guide.live, warnings) == (True, [])


def test_source_that_is_an_item_of_this_pool_is_known_by_its_address(imported):
    original = make_guide("La halle", slug="halle", licence="cc-by-3.0")
    guide, _warnings = imported(source='""', url=original.full_url)
    assert guide.sources == [
        {
            "title": "La halle",
            "authors": "Les Amis du sentier",
            "url": original.full_url,
            "licence": "cc-by-3.0",
            "kind": "adaptation",
            "item": f"guide:{original.pk}",
        }
    ]


def test_licence_that_a_text_says_and_nobody_ever_wrote_is_kept_for_the_stewards(imported):
    imported(licence="CC BY-SA 4.0 FR", source="cc0-1.0")
    assert ImportRecord.objects.get().stated_licence == "CC BY-SA 4.0 FR"


def test_licence_that_is_certain_leaves_nothing_for_the_stewards(imported):
    imported(source="cc0-1.0")
    assert ImportRecord.objects.get().stated_licence == ""
