from __future__ import annotations

from pathlib import Path

import pytest

from home.domain.site import set_up_site
from licences.explainers.domain.loading import load_explainers
from licences.explainers.models import ExplainerPage

PAGES = Path(__file__).parent / "explainers" / "pages"


@pytest.fixture(scope="module")
def _explainers_loaded(shared_database):
    """Reading the files takes half a second: once for a file of tests, each of which changes them for itself."""
    with shared_database():
        set_up_site()
        load_explainers(PAGES)
        yield


@pytest.fixture
def explainers(_explainers_loaded, db) -> dict[str, ExplainerPage]:
    """Three published explainers by their slug, in a learning path of two steps."""
    return {page.slug: page for page in ExplainerPage.objects.all()}
