"""What holds for the whole API: other sites may read it, and one address may not keep it busy."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from config import environment

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/licences/cc-by-4.0"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def ask(client, address="192.0.2.1", **headers):
    return client.get(ADDRESS, REMOTE_ADDR=address, headers={"accept-language": "en"} | headers)


def test_other_sites_may_read_the_api(client):
    assert ask(client, origin="https://elsewhere.example")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in ask(client)
    assert "Access-Control-Allow-Origin" not in client.get("/licences/")


def test_a_browser_may_ask_before_it_sends(client):
    answer = client.options(
        "/api/v1/licences/recognise",
        headers={"origin": "https://elsewhere.example", "access-control-request-method": "POST"},
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, POST"
    assert "Content-Type" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_is_not_there_is_answered_in_json(client, method):
    answer = getattr(client, method)("/api/v1/guides", headers={"accept-language": "en"})

    assert answer.status_code == 404
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["errors"] == [
        {
            "field": "",
            "message": "The API has nothing at this address. What it has is listed in /api/v1/openapi.json.",
        }
    ]


def test_an_address_that_asks_too_often_is_told_when_to_come_back(client, settings):
    settings.API_RATE = (3, 3600)
    assert [ask(client).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = ask(client)
    assert 0 < int(refused["Retry-After"]) <= 3601
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert refused.json()["errors"][0]["message"].startswith("Too many questions in a short time. Wait ")


def test_another_address_is_counted_by_itself(client, settings):
    settings.API_RATE = (1, 3600)
    assert [ask(client, address).status_code for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1")] == [200, 200, 429]


def test_an_address_that_a_visitor_writes_is_not_believed(client, settings):
    settings.API_RATE = (1, 3600)
    assert [ask(client, **{"x-forwarded-for": forged}).status_code for forged in ("203.0.113.1", "203.0.113.2")] == [
        200,
        429,
    ]


def test_behind_a_proxy_the_visitor_is_the_last_that_it_names(client, settings, monkeypatch):
    settings.API_RATE = (1, 3600)
    monkeypatch.setattr("ninja.conf.settings.NUM_PROXIES", 1)
    told = ["203.0.113.9, 192.0.2.1", "203.0.113.8, 192.0.2.1", "192.0.2.2"]
    assert [ask(client, "", **{"x-forwarded-for": one}).status_code for one in told] == [200, 429, 200]


def test_pages_are_not_counted(client, settings):
    settings.API_RATE = (1, 3600)
    assert [client.get("/licences/").status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize(
    ("value", "rate"), [("120/m", (120, 60)), ("5/s", (5, 1)), ("1000/h", (1000, 3600)), ("0", (0, 1))]
)
def test_a_rate_is_read(monkeypatch, value, rate):
    monkeypatch.setenv("API_RATE", value)
    assert environment.rate("API_RATE", "1/s") == rate


@pytest.mark.parametrize("value", ["many", "12", "0/m", "-1/m", "5/j", "1.5/s"])
def test_a_rate_that_is_none_is_told(monkeypatch, value):
    monkeypatch.setenv("API_RATE", value)
    with pytest.raises(ImproperlyConfigured, match="API_RATE must be a number a second"):
        environment.rate("API_RATE", "1/s")
