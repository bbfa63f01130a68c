"""A page as plain values, and back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from commons.guides.models import GuidePage
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide, make_theme, material, section, step
from wiki.content import content_of, fill
from wiki.kinds import kind_of

pytestmark = pytest.mark.django_db


def everything(page):
    return content_of(page, kind_of(page).fields)


def test_content_is_json():
    guide = make_guide(themes=[make_theme()], tags=["rue"], materials=[material(quantity=Decimal("2.50"))])

    assert json.loads(json.dumps(everything(guide))) == everything(guide)


def test_a_stored_page_and_its_revision_have_the_same_content():
    guide = make_guide(
        themes=[make_theme()], tags=["rue", "carte"], materials=[material(quantity=Decimal("2.50"))],
        sections=[section()], cost=Decimal("12.50"), audience=["adults", "children"],
    )  # fmt: skip

    assert everything(guide.live_revision.as_object()) == everything(GuidePage.objects.get(pk=guide.pk))


def test_values_are_in_normal_form():
    theme = make_theme()
    guide = make_guide(themes=[theme], tags=["rue", "carte"], cost=Decimal("12.50"), materials=[material(quantity=2)])

    content = everything(GuidePage.objects.get(pk=guide.pk))

    assert content["cost"] == "12.5"
    assert content["themes"] == [theme.pk]
    assert content["tags"] == ["carte", "rue"]
    assert content["materials"][0]["value"]["quantity"] == "2"
    assert content["materials"][0]["value"]["unit"] == ""


def test_rows_without_id_have_the_same_one_each_time():
    guide = GuidePage(title="Lire", steps=[{"type": "step", "value": {"title": "Lire"}}])

    assert everything(guide)["steps"] == everything(guide)["steps"]


def test_filling_another_page_gives_the_same_content():
    guide = make_guide(
        themes=[make_theme()], tags=["rue"], materials=[material(quantity=Decimal(3))], sections=[section()],
        steps=[step("Un"), step("Deux", note="<p>Doucement.</p>")], cost=Decimal(5),
    )  # fmt: skip
    other = make_guide("Autre")

    fill(other, everything(guide))

    assert everything(other) == everything(guide)


def test_links_of_an_association_come_and_go():
    association = AssociationFactory(name="Kan ar Mor")
    association.links.create(label="Site", url="https://kan.example.org/")
    content = everything(association)

    assert content["links"] == [{"label": "Site", "url": "https://kan.example.org/"}]

    fill(association, {"links": [*content["links"], {"label": "Fil", "url": "https://fil.example.org/"}]})
    association.save()

    assert [link.label for link in type(association).objects.get(pk=association.pk).links.all()] == ["Site", "Fil"]


def test_a_theme_that_is_gone_is_left_out():
    guide = make_guide()

    fill(guide, {"themes": [999_999]})

    assert everything(guide)["themes"] == []
