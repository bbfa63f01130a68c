from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from licences.sources import source_row
from tests.factories.guides import make_draft

pytestmark = pytest.mark.django_db

migration = import_module("commons.migrations.0004_sources")


@pytest.mark.parametrize(
    ("title", "url", "sources"),
    [
        ("Original", "https://example.org/o", [source_row(title="Original", url="https://example.org/o")]),
        ("Original", "", [source_row(title="Original")]),
        ("", "https://example.org/o", [source_row(url="https://example.org/o")]),
        ("", "", []),
    ],
)
def test_original_that_a_draft_named_in_the_old_way_becomes_its_source(title, url, sources):
    revision = make_draft().get_latest_revision()
    revision.content = {key: value for key, value in revision.content.items() if key != "sources"}
    revision.content |= {"source_title": title, "source_url": url}
    revision.save()

    migration.keep_sources_of_drafts(apps, None)

    revision.refresh_from_db()
    guide = revision.as_object()
    assert (guide.sources, guide.source_url) == (sources, "")
