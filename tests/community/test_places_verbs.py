from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from community.domain.places import create_place, distance_between, find_place
from community.models import PlacePage
from tests.factories.pages import home_page
from tests.factories.programme import make_place

pytestmark = pytest.mark.django_db
HERE = (48.3833, -4.5)


def found(name, **more):
    one = find_place(name, **more)
    return one and (one.place.title, one.by_name, None if one.distance is None else round(one.distance))


def test_a_place_is_known_by_its_name_however_it_is_written():
    make_place(other_names=["Atelier de la corde"])
    for name in ("la corderie", "LA CORDERIE", "Corderie", "L’atelier de la Corde"):
        assert found(name) == ("La Corderie", True, None), name
    assert found("La Corderie du port") is None
    assert found("") is None


def test_one_name_in_two_towns_is_two_places():
    make_place("Salle polyvalente")
    assert found("Salle polyvalente", town="Quimper") is None
    assert found("Salle polyvalente", coordinates=(48.0, -4.1)) is None
    assert found("Salle polyvalente", town="Brest") == ("Salle polyvalente", True, None)


def test_a_place_is_known_by_where_it_lies_when_its_name_looks_alike():
    make_place()
    near, far = (48.38345, -4.5), (48.3843, -4.5)
    assert found("Ancienne corderie", coordinates=near) == ("La Corderie", False, 17)
    assert found("Ancienne corderie", coordinates=far) is None
    assert found("Le Phare", coordinates=near) is None


def test_the_nearest_of_one_name_is_meant():
    make_place("Le Café", latitude="48.390000")
    make_place("Le café", slug="cafe-2")
    assert find_place("Le Café", coordinates=HERE).place.slug == "cafe-2"


def test_a_new_place_is_public_when_somebody_could_find_it():
    home_page()
    place = create_place("Le Phare", town="Brest", access=[("entrance", "yes", "Sans marche.")])
    assert (place.live, place.slug, place.access_lines.get().description) == (True, "le-phare", "Sans marche.")
    assert create_place("Le Phare").live is False
    assert list(PlacePage.objects.order_by("pk").values_list("slug", flat=True)) == ["le-phare", "le-phare-2"]


def test_a_place_outside_the_world_is_refused():
    home_page()
    with pytest.raises(ValidationError):
        create_place("La Lune", latitude="95.000000", longitude="0.000000")
    assert not PlacePage.objects.exists()


def test_metres_between_two_points():
    assert round(distance_between(HERE, HERE)) == 0
    assert round(distance_between((48.0, 0.0), (49.0, 0.0))) == 111_195
