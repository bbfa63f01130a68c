from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from commons.guides.models import GuidePage
from tests.factories.guides import make_draft

pytestmark = pytest.mark.django_db

migration = import_module("commons.migrations.0008_richer_texts")
OLD = """<p>Un<br>deux</p><hr><embed embedtype="image" format="fullwidth" id="1" alt="Un plan d&#x27;eau"/>"""
NEW = """<p>Un<br/>deux</p><hr/><embed embedtype="image" format="fullwidth" id="1" alt="Un plan d'eau"/>"""


def test_texts_stored_in_the_old_way_are_stored_as_the_editor_does():
    draft = make_draft()
    draft.steps = [("step", {"title": "La balise <br> et &#x27;", "text": OLD, "note": OLD, "files": []})]
    draft.sections = [("section", {"kind": "tips", "title": "", "text": OLD})]
    draft.save()
    revision = draft.save_revision()

    migration.mend(apps, None)

    revision.refresh_from_db()
    for guide in (GuidePage.objects.get(pk=draft.pk), revision.as_object()):
        step = guide.steps[0].value
        assert (step["title"], step["text"].source, step["note"].source) == ("La balise <br> et &#x27;", NEW, NEW)
        assert guide.sections[0].value["text"].source == NEW
