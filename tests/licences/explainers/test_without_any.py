"""A site that has no explainer yet."""

from __future__ import annotations

import pytest

from home.domain.site import set_up_site


@pytest.mark.django_db
def test_site_without_explainers_says_so(client):
    set_up_site()

    page = client.get("/comprendre/", headers={"accept-language": "fr"}).content.decode()
    assert "Pas encore d’explication" in page
    assert client.get("/comprendre/parcours/")["Location"] == "/comprendre/"
