"""Many at once: the same sign-up sent six times, wrong passwords from made-up addresses, clients that write slowly.

Nothing answers 500, one account is made, nobody gets more attempts by writing addresses, and readers are served while
slow clients hold fewer threads than the server has. Everything is asked of 127.0.0.1 and ends within a minute.
"""

from __future__ import annotations

import http.client
import re
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode

from stage import stage

SIGN_UPS, SLOW, LONGEST = 6, 3, 30
PEOPLE = "from community.models import User; print(User.objects.filter(email='awa@example.org').count())"


def post(port: int, path: str, fields: dict[str, str], **headers: str) -> tuple[int, str]:
    """Send a form as a browser does: read it first, for its secret."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)) as connection:
        connection.request("GET", path)
        form = connection.getresponse()
        cookie = (form.getheader("Set-Cookie") or "").partition(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.read().decode())
        body = urlencode(fields | {"csrfmiddlewaretoken": found[1] if found else ""})
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, **headers}
        connection.request("POST", path, body, sent)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")


def same_sign_up_at_once(port: int) -> list[str]:
    form = {"display_name": "Awa", "email": "awa@example.org", "password1": "vieux-gréement-1897", "language": "fr"}
    with ThreadPoolExecutor(SIGN_UPS) as pool:
        answers = [status for status, _ in pool.map(lambda _: post(port, "/compte/signup/", form), range(SIGN_UPS))]
    return [] if set(answers) == {302} else [f"sign-ups answered {sorted(answers)}"]


def made_up_addresses(port: int) -> list[str]:
    form = {"login": "awa@example.org", "password": "faux"}
    answers = [
        post(port, "/compte/login/", form, **{"X-Forwarded-For": f"203.0.113.{number}"})[1] for number in range(12)
    ]
    return [] if "Trop de tentatives" in answers[-1] else ["a made-up address was given attempts of its own"]


def slow_clients(port: int) -> list[str]:
    """Fewer than the server has threads: more are a web server's to keep off, which reads requests whole."""
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW)]
    try:
        for client in slow:
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        start = time.monotonic()
        wrong = []
        for _ in range(10):
            for client in slow:
                client.sendall(b"X-Slow: 1\r\n")
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)) as connection:
                connection.request("GET", "/licences/")
                status = connection.getresponse().status
            wrong += [] if status == http.HTTPStatus.OK else [f"a reader was answered {status}"]
        took = time.monotonic() - start
        return wrong + ([f"ten readers waited {took:.0f} s"] if took > LONGEST else [])
    finally:
        for client in slow:
            client.close()


def main() -> int:
    failed = 0
    with stage() as site:
        site.env["BASE_URL"] = "http://127.0.0.1"
        site.manage("collectstatic", "--no-input", "--verbosity", "0")
        with site.serve() as port:
            failed += told("one sign-up sent six times at once", same_sign_up_at_once(port))
            people = site.manage("shell", "--verbosity", "0", "-c", PEOPLE).stdout.strip()
            failed += told("one account was made", [] if people == "1" else [f"{people} were"])
            failed += told("wrong passwords from made-up addresses", made_up_addresses(port))
            failed += told("slow clients", slow_clients(port))
    return failed


def told(words: str, wrong: list[str]) -> bool:
    print(f"{'NO' if wrong else 'ok'}  {words}" + "".join(f"\n      {line}" for line in wrong), flush=True)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
