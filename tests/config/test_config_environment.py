from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment, servers


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


@pytest.mark.parametrize("value", ["-1", "3.5", "an hour", "²", "٣", "9999999999"])
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


@pytest.mark.parametrize(
    "value",
    [
        "communs.example.org",
        "https://",
        "ftp://communs.example.org",
        "https://a b",
        "https://[",
        "https://a:port",
        "https://a:99999",
        "https://:80",
    ],
)
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
    assert servers.database(Path(folder, "communs.sqlite3"))["NAME"] == f"{folder}/communs.sqlite3"
    assert servers.cache("CACHE_URL", Path(folder, "cache"), most=10)["LOCATION"] == f"{folder}/cache"


def test_database_url_names_a_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://communs:secret@db.example.org:5433/pool")
    described = servers.database(Path("unused"))
    assert {name: described[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "pool",
        "USER": "communs",
        "PASSWORD": "secret",
        "HOST": "db.example.org",
        "PORT": 5433,
    }


WRONG = [
    ("DATABASE_URL", "mysqlx://a:s3cret@h/d", "DATABASE_URL begins with mysqlx: and could not be understood"),
    ("DATABASE_URL", "mysql://a:s3cret@h/d", "DATABASE_URL begins with mysql: and could not be understood"),
    ("DATABASE_URL", "communs", "DATABASE_URL has no scheme: it must be written as sqlite:////path/file.sqlite3 or"),
    ("DATABASE_URL", "postgres://a:s3cret@h:port/d", "DATABASE_URL begins with postgres: and could not"),
    ("DATABASE_URL", "postgres://a:s3cret@127.0.0.1:9/d", "The database cannot be used: connection failed"),
    ("DATABASE_URL", "sqlite:////nowhere/x.sqlite3", "The database cannot be used: unable to open database file."),
    (
        "SEARCH_URL",
        "communs:s3cret@host/x",
        "SEARCH_URL must be embedded:, or begin with elasticsearch:// or opensearch://.",
    ),
    ("SEARCH_URL", "elastic://x", "SEARCH_URL must be embedded:, or begin with elasticsearch:// or open"),
    ("SEARCH_FALLBACK", "hope", "SEARCH_FALLBACK must be database or embedded or none, not 'hope'."),
    ("CACHE_URL", "foo://s3cret@bar", "CACHE_URL begins with foo: and could not be understood"),
    ("LIMITS_URL", "redis", "LIMITS_URL has no scheme"),
    ("EMAIL_URL", "gopher://a:s3cret@b", "EMAIL_URL begins with gopher: and could not be understood"),
    ("EMAIL_URL", "smtp://a:s3cret@h:notaport", "EMAIL_URL begins with smtp: and could not be understood"),
    ("EMAIL_URL", "smtp://", "EMAIL_URL begins with smtp: and could not be understood"),
    ("VAR_DIR", "/proc/nothing", "VAR_DIR is /proc/nothing, which cannot be made: No such file or directory."),
    ("BASE_URL", "here", "BASE_URL must be an address such as https://communs.example.org, not 'here'."),
    ("HSTS_SECONDS", "1h", "HSTS_SECONDS must be a whole number, not '1h'."),
    ("BASE_URL", "https://a.example:99999", "BASE_URL must be an address such as https://communs.example.org, not"),
    ("PAGE_CACHE_SECONDS", "-5", "PAGE_CACHE_SECONDS must be a whole number, not '-5'."),
    ("TRUSTED_PROXIES", "all", "TRUSTED_PROXIES must be a whole number, not 'all'."),
    ("API_RATE", "x", "API_RATE must be a number a second, minute or hour, such as 120/m, or 0; not 'x'."),
    ("PROXY_SSL_HEADER", "maybe", "PROXY_SSL_HEADER must be 1 or 0, not 'maybe'."),
    ("LOG_LEVEL", "LOUD", "LOG_LEVEL must be DEBUG or INFO or WARNING or ERROR, not 'LOUD'."),
    ("ALLOWED_HOSTS", "https://x.org", "ALLOWED_HOSTS must hold host names such as communs.example.org"),
    ("MEDIA_ACCEL", "uploads", "MEDIA_ACCEL must begin and end with a slash, such as /uploads/, not 'uploads'."),
    ("DEFAULT_FROM_EMAIL", "nobody", "DEFAULT_FROM_EMAIL must be an e-mail address such as Communs <noreply@"),
    (
        "DJANGO_SETTINGS_MODULE",
        "config.settings.prod",
        "There are no settings config.settings.prod: set DJANGO_SETTINGS_MODULE",
    ),
]


# One process each, as an operator starts it: several at once would be quicker and tell less.
@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_wrong_setting_is_a_sentence_that_names_it_and_no_traceback(tmp_path, name, value, sentence):
    complete = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "never used by any site that is public",
        "ALLOWED_HOSTS": "a.example", "BASE_URL": "https://a.example", "VAR_DIR": str(tmp_path), "DATABASE_URL": "",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=environment.ROOT, env=os.environ | complete | {name: value}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "s3cret" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_server_that_cannot_load_the_site_says_so_once_and_stops(tmp_path):
    wrong = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "", "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"unix:{tmp_path}/socket", "--workers", "2"]
    ended = subprocess.run(
        command, cwd=environment.ROOT, env=os.environ | wrong, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode != 0
    assert "Set SECRET_KEY in the environment or in .env." in ended.stderr
    assert "Traceback" not in ended.stderr
