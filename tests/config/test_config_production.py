"""A public site, started as an operator starts it."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOST = "communs.example.org"
COMPLETE = {
    "SECRET_KEY": "long enough for a test and never used by any site that is public",
    "ALLOWED_HOSTS": HOST,
    "BASE_URL": f"https://{HOST}",
}
LONGEST_START = 60


def variables(folder: Path, **changes: str) -> dict[str, str]:
    mine = COMPLETE | {"DJANGO_SETTINGS_MODULE": "config.settings.production", "VAR_DIR": str(folder)} | changes
    # Browser tests of the same process set a variable that no public site may have.
    around = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return around | {"DATABASE_URL": "", "MEDIA_ROOT": "", "STATIC_ROOT": "", "SEARCH_INDEX_DIR": ""} | mine


def manage(*arguments: str, folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=variables(folder, **changes), capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", COMPLETE)
def test_site_without_a_required_setting_does_not_start_and_says_what_to_set(tmp_path, name):
    ended = manage("check", folder=tmp_path, **{name: ""})
    assert ended.returncode == 1
    assert f"Set {name} in the environment or in .env." in ended.stderr.splitlines()[-1]


def test_site_whose_address_has_no_scheme_does_not_start(tmp_path):
    ended = manage("check", folder=tmp_path, BASE_URL=HOST)
    assert "BASE_URL must be an address such as https://" in ended.stderr.splitlines()[-1]


def test_nothing_is_left_to_warn_of(tmp_path):
    ended = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path)
    assert ended.returncode == 0, ended.stderr


def test_demo_and_its_log_ins_are_not_for_a_public_site(tmp_path):
    ended = manage("load_demo", folder=tmp_path)
    assert (ended.returncode, "not for a public site" in ended.stderr) == (1, True)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def until_it_answers(server: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def site(tmp_path_factory, migrated):
    """A migrated site behind gunicorn; gives its port and the file of its log."""
    folder = tmp_path_factory.mktemp("production")
    migrated(folder)
    for arguments in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        assert manage(*arguments, folder=folder).returncode == 0
    port, log = free_port(), folder / "log"
    binds = ["--bind", f"127.0.0.1:{port}", "--bind", f"unix:{folder / 'socket'}"]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *binds, "--log-level", "error"]
    with log.open("w") as stderr, subprocess.Popen(command, cwd=ROOT, env=variables(folder), stderr=stderr) as server:
        until_it_answers(server, port)
        yield port, log
        server.terminate()


def ask(site, path, **headers) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", site[0], timeout=30)
    connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"} | headers)
    response = connection.getresponse()
    response.text = response.read().decode(errors="replace")
    connection.close()
    return response


def test_page_comes_with_the_headers_that_keep_it_safe(site):
    page = ask(site, "/")
    assert page.status == 200
    assert {name: page.headers[name] for name in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")} == {
        "X-Frame-Options": "SAMEORIGIN",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    assert page.headers["Strict-Transport-Security"] == "max-age=3600"
    assert "default-src 'self'" in page.headers["Content-Security-Policy"].split("; ")


def test_plain_http_is_sent_to_https(site):
    answer = ask(site, "/recherche/", **{"X-Forwarded-Proto": "http"})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/recherche/")


def test_health_answers_a_probe_that_speaks_plain_http(site):
    assert ask(site, "/healthz", **{"X-Forwarded-Proto": "http"}).status == 200


def test_another_host_is_refused(site):
    assert ask(site, "/", Host="elsewhere.example").status == 400


def test_stylesheets_have_names_that_change_with_them_and_stay_in_the_browser(site):
    sheet = re.search(r'href="(/static/css/communs\.[0-9a-f]{12}\.css)"', ask(site, "/").text).group(1)
    assert ask(site, sheet).headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_cookies_are_for_https_only(site):
    assert "; Secure" in ask(site, "/langue/fr/").headers["Set-Cookie"]
    assert "; Secure" in ask(site, "/compte/login/").headers["Set-Cookie"]


def test_person_logs_in_behind_a_web_server_that_speaks_through_a_socket(site):
    connection = http.client.HTTPConnection(HOST, timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(site[1].parent / "socket"))
    token = "a" * 32
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
        "Origin": f"https://{HOST}",
        "Cookie": f"csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = f"csrfmiddlewaretoken={token}&login=nobody@example.org&password=wrong"
    connection.request("POST", "/compte/login/", body, headers)
    answer = connection.getresponse()
    # The form again with its sentence; 403 would mean that nobody can log in at all.
    assert (answer.status, 'id="erreurs"' in answer.read().decode()) == (200, True)
    connection.close()


def test_log_is_one_json_object_a_line(site):
    ask(site, "/", Host="elsewhere.example")
    records = [json.loads(line) for line in site[1].read_text().splitlines()]
    assert {(record["level"], record["logger"]) for record in records} == {("ERROR", "django.security.DisallowedHost")}
