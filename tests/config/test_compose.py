"""compose.yaml, as far as it can be judged without an engine of containers."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from config.environment import ROOT, SETTINGS
from search.engines.cluster.address import read_address
from search.engines.cluster.products import SPOKEN

COMPOSE: Any = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: Any = COMPOSE["services"]
SITES = {name: service for name, service in SERVICES.items() if name.startswith("site-")}
IMAGES = {name: service["image"] for name, service in SERVICES.items() if "image" in service}


def test_each_variant_has_its_cluster_and_its_site() -> None:
    profiles = {name: service.get("profiles") for name, service in SERVICES.items()}

    assert profiles == {
        "postgres": None,
        "opensearch": ["opensearch"],
        "elasticsearch": ["elasticsearch"],
        "site-opensearch": ["opensearch"],
        "site-elasticsearch": ["elasticsearch"],
    }


@pytest.mark.parametrize("name", SITES)
def test_site_is_set_up_by_settings_that_there_are(name: str) -> None:
    site = SITES[name]
    known = {"DJANGO_SETTINGS_MODULE", *(setting.name for setting in SETTINGS)}
    required = {"SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL"}

    assert required <= site["environment"].keys() <= known


@pytest.mark.parametrize("name", SITES)
def test_site_waits_for_what_it_needs_and_names_it(name: str) -> None:
    site = SITES[name]
    ((host, port),) = read_address(site["environment"]["SEARCH_URL"]).hosts

    assert site["depends_on"].keys() == {"postgres", host}
    assert port == 9200
    assert all("healthcheck" in SERVICES[needed] for needed in site["depends_on"])
    assert "@postgres/" in site["environment"]["DATABASE_URL"]


@pytest.mark.parametrize("name", SITES)
def test_only_this_machine_reaches_the_site(name: str) -> None:
    assert SITES[name]["ports"] == ["127.0.0.1:8000:8000"]
    assert [other for other, service in SERVICES.items() if "ports" in service and other not in SITES] == []


@pytest.mark.parametrize("name", IMAGES)
def test_versions_are_pinned(name: str) -> None:
    assert re.search(r":\d+\.\d+(\.\d+)?$", IMAGES[name])


@pytest.mark.parametrize("product", SPOKEN)
def test_versions_are_those_that_the_program_speaks_to(product: str) -> None:
    major = int(IMAGES[product].rpartition(":")[2].partition(".")[0])

    assert major in SPOKEN[product]


@pytest.mark.parametrize("name", SITES)
def test_commands_and_files_of_the_site_are_there(name: str) -> None:
    commands = re.findall(r"manage\.py (\w+)", SITES[name]["command"][2])
    copied = re.findall(r"-r (\S+)", SITES[name]["build"]["dockerfile_inline"])

    assert commands == ["migrate", "collectstatic", "rebuild_search"]
    assert copied == ["requirements/search.txt"]
    assert all((ROOT / file).is_file() for file in copied)


def test_volumes_are_declared() -> None:
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", ())}

    assert used == COMPOSE["volumes"].keys()
