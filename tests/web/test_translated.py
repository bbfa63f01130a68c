from __future__ import annotations

import pytest

from commons.guides.models import GuidePage
from tests.factories.guides import make_guide
from web.translated import of_works, versions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    """A guide in French, its two translations, and another guide."""
    charter = make_guide(title="Charte")
    german = make_guide(title="Charta", language="de", translation_of=charter)
    english = make_guide(title="Charter", language="en", translation_of=charter)
    return charter, german, english, make_guide(title="Zine")


def test_page_and_its_translations_are_one_work(pages):
    charter, *_others, zine = pages
    assert [page.work_id for page in pages] == [charter.pk, charter.pk, charter.pk, zine.pk]


@pytest.mark.parametrize(
    ("of", "titles"), [(0, "Charta Charter"), (1, "Charter Charte"), (2, "Charta Charte"), (3, "")]
)
def test_other_versions_are_given_by_language(pages, of, titles):
    assert " ".join(page.title for page in versions_of(pages[of], among=GuidePage.objects.all())) == titles


def test_page_that_was_never_saved_has_no_versions(pages):
    assert list(versions_of(GuidePage(title="Charte"), among=GuidePage.objects.all())) == []


def test_works_are_found_in_every_language_in_one_query(pages, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(of_works(GuidePage.objects.all(), [pages[0].pk])) == 3
