from __future__ import annotations

from pathlib import Path

import pytest

from home.domain.site import set_up_site
from licences.explainers.domain.loading import load_explainers
from licences.explainers.models import ExplainerPage

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def explainers(db) -> dict[str, ExplainerPage]:
    """Three published explainers by their slug, in a learning path of two steps."""
    set_up_site()
    load_explainers(PAGES)
    return {page.slug: page for page in ExplainerPage.objects.all()}
