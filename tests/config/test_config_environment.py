from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


def test_variable_that_no_page_documents_cannot_be_read():
    with pytest.raises(ImproperlyConfigured, match=r"COLOUR is not in config\.environment\.SETTINGS"):
        environment.text("COLOUR")


def test_empty_variable_is_an_absent_one(monkeypatch):
    monkeypatch.setenv("SITE_NAME", "  ")
    assert environment.text("SITE_NAME", "Communs") == "Communs"


def test_required_variable_says_what_to_set(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured) as error:
        environment.required("SECRET_KEY")
    assert str(error.value) == (
        "Set SECRET_KEY in the environment or in .env. Long random text that signs sessions and links. Keep it secret, "
        "never change it lightly. See docs/reference/settings.md."
    )


@pytest.mark.parametrize("value", ["-1", "3.5", "an hour"])
def test_number_that_is_none_is_named(monkeypatch, value):
    monkeypatch.setenv("HSTS_SECONDS", value)
    with pytest.raises(ImproperlyConfigured, match=f"HSTS_SECONDS must be a whole number, not '{value}'"):
        environment.number("HSTS_SECONDS", 3600)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://communs.example.org", "https://communs.example.org"),
        ("https://communs.example.org/", "https://communs.example.org"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
def test_address_has_no_final_slash(monkeypatch, value, address):
    monkeypatch.setenv("BASE_URL", value)
    assert environment.address("BASE_URL") == address


@pytest.mark.parametrize("value", ["communs.example.org", "https://", "ftp://communs.example.org", "https://a b"])
def test_address_without_scheme_and_host_is_refused(monkeypatch, value):
    monkeypatch.setenv("BASE_URL", value)
    with pytest.raises(
        ImproperlyConfigured, match=r"BASE_URL must be an address such as https://communs\.example\.org"
    ):
        environment.address("BASE_URL")


@pytest.mark.parametrize(("value", "on"), [("1", True), ("ON", True), ("0", False), ("no", False), ("", True)])
def test_flag_is_on_when_it_says_so_or_by_default(monkeypatch, value, on):
    monkeypatch.setenv("PROXY_SSL_HEADER", value)
    assert environment.flag("PROXY_SSL_HEADER", default=True) is on


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "communs.example.org, www.example.org,")
    assert environment.words("ALLOWED_HOSTS") == ["communs.example.org", "www.example.org"]


@pytest.mark.parametrize("folder", ["/srv/com muns", "/srv/a+b", "/srv/100%", "/srv/é"])
def test_default_database_and_cache_may_lie_in_any_folder(monkeypatch, folder):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("CACHE_URL", raising=False)
    assert environment.database(Path(folder, "communs.sqlite3"))["NAME"] == f"{folder}/communs.sqlite3"
    assert environment.cache(Path(folder, "cache"))["LOCATION"] == f"{folder}/cache"


def test_database_url_names_a_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://communs:secret@db.example.org:5433/pool")
    described = environment.database(Path("unused"))
    assert {name: described[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "pool",
        "USER": "communs",
        "PASSWORD": "secret",
        "HOST": "db.example.org",
        "PORT": 5433,
    }
