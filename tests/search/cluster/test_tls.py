"""A cluster behind TLS and a password: what is right works, and of what is wrong the administrator is told what."""

from __future__ import annotations

import socket
from io import StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command

from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine
from search.engines.cluster.address import read_address
from search.engines.cluster.clients import ElasticsearchClient, client_of
from search.enrich import enriched
from tests.search.cluster.servers import server
from tests.search.cluster.tls import PASSWORD, USER, Authority, secured
from tests.search.corpus import CORPUS
from tests.search.elastic_node import OverOpenSearch
from tests.search.kinds import cluster_url, forget

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db

PRODUCTS = ("opensearch", "elasticsearch")
HERE = "IP:127.0.0.1"


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    """Ours, and one that we do not know."""
    folder = tmp_path_factory.mktemp("authorities")
    return Authority(folder / "ours"), Authority(folder / "other")


@pytest.fixture
def authority(authorities: tuple[Authority, Authority]) -> Authority:
    return authorities[0]


@pytest.fixture(autouse=True)
def _elasticsearch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ElasticsearchClient, "node_class", OverOpenSearch)


def address(product: str, host: str, ca: Path | str, *, prefix: str = "site", password: str = PASSWORD) -> str:
    return f"{product}+https://{USER}:{quote(password, safe='')}@{host}/{prefix}?replicas=0&ca={ca}"


@pytest.mark.parametrize("product", PRODUCTS)
def test_cluster_behind_tls_and_a_password_is_searched(
    settings: Any, client: Client, authority: Authority, product: str
) -> None:
    upstream, _slash, prefix = cluster_url().partition("://")[2].split(",")[-1].partition("/")
    settings.SEARCH_FALLBACK = "none"
    with secured(authority.certificate(HERE), upstream) as host:
        settings.SEARCH_URL = address(product, host, authority.ca, prefix=f"{prefix}-tls") + "&seconds=30"
        engine: Any = current_engine()
        with engine.writer(-1):
            engine.rebuild(enriched(CORPUS), progress=lambda _count: None)
        try:
            assert "Un <mark>fanzine</mark>" in client.get("/recherche/?q=fanzine").content.decode()
            assert client.get("/healthz").json()["search"] == "ok"
        finally:
            forget(settings.SEARCH_URL)


def wrong(what: str, authority: Authority, other: Authority) -> tuple[Path, dict[str, Any]]:
    """The certificate of the server, and what is said of it."""
    told = {"ca": other.ca if what == "authority" else authority.ca}
    if what == "password":
        return authority.certificate(HERE), told | {"password": "s3cret"}
    if what == "expired":
        return authority.certificate(HERE, days=-1), told
    return authority.certificate("DNS:search.example.org" if what == "host" else HERE), told


SENTENCES = {
    "authority": r"The certificate at SEARCH_URL \(.*\) is refused: unable to get local issuer certificate",
    "expired": r"The certificate at SEARCH_URL \(.*\) is refused: certificate has expired",
    # One client leaves the comparison to OpenSSL, the other to urllib3.
    "host": r"The certificate at SEARCH_URL \(.*\) is refused: (IP address mismatch|hostname '127.0.0.1' doesn't match)",
    "password": r"The cluster at SEARCH_URL \(.*\) refuses the user or the password",
}


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("what", SENTENCES)
def test_what_is_wrong_is_told_without_the_password_and_visitors_find_something(
    settings: Any, client: Client, authorities: tuple[Authority, Authority], what: str, product: str
) -> None:
    certificate, told = wrong(what, *authorities)
    settings.SEARCH_FALLBACK = "database"
    with secured(certificate) as host:
        settings.SEARCH_URL = address(product, host, **told)
        with pytest.raises(EngineUnavailable, match=SENTENCES[what]) as refusal:
            current_engine().check()
        page = client.get("/recherche/?q=fanzine")
        health = client.get("/healthz")

    assert all(word not in str(refusal.value) for word in (PASSWORD, "s3cret", quote(PASSWORD, safe="")))
    assert page.status_code == 200
    assert "Un <mark>fanzine</mark>" in page.content.decode()
    assert (health.status_code, health.json()["search"]) == (200, "away")


@pytest.mark.parametrize("product", PRODUCTS)
def test_tls_where_there_is_none_and_none_where_there_is_are_told_apart(
    settings: Any, authority: Authority, product: str
) -> None:
    settings.SEARCH_FALLBACK = "none"
    with server({"hello": "world"}) as host:
        settings.SEARCH_URL = address(product, host, authority.ca)
        with pytest.raises(EngineUnavailable, match=r"does not speak TLS, which \+https asks for"):
            current_engine().check()
    with secured(authority.certificate(HERE)) as host:
        settings.SEARCH_URL = f"{product}://{host}/site"
        with pytest.raises(EngineUnavailable, match=r"ends the connection; if it speaks TLS, write \w+\+https://"):
            current_engine().check()


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("part", ["head", "body"])
def test_node_that_speaks_tls_and_never_ends_is_left_when_the_time_is_over(
    authority: Authority, product: str, part: str
) -> None:
    with server({}, dripping=part, certificate=authority.certificate(HERE)) as host:
        client = client_of(read_address(address(product, host, authority.ca)))
        with pytest.raises(EngineUnavailable, match="answers: its time is over"):
            client.request("GET", "/", seconds=0.5)


@pytest.mark.parametrize("product", PRODUCTS)
def test_node_that_never_greets_is_left_when_the_time_is_over(authority: Authority, product: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        client = client_of(read_address(address(product, host, authority.ca)))
        with pytest.raises(EngineUnavailable, match="answers: its time is over"):
            client.request("GET", "/", seconds=0.5)


@pytest.mark.parametrize("product", PRODUCTS)
def test_authority_that_is_no_certificate_is_told_when_the_site_is_checked(
    settings: Any, tmp_path: Path, product: str
) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text("-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n")
    settings.SEARCH_URL = address(product, "127.0.0.1:9", ca)

    with pytest.raises(CommandError, match=r"SEARCH_URL: its file of authorities \(ca\) cannot be read"):
        call_command("check", stderr=StringIO())
