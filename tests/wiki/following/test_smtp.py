"""The queue before a real mail server, by SMTP over a socket: away, refusing an address, taking a mail."""

from __future__ import annotations

import email
import email.policy
import socket
import socketserver
import threading

import pytest

from tests.factories.guides import make_guide
from tests.wiki.history.test_page_history import write
from wiki.models import Delivery, Follower

pytestmark = pytest.mark.django_db


class Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client asks for; who is in `refused` is unknown here."""

    def handle(self):
        self.say("220 mail.example.org")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.taken.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            elif verb == "RCPT" and any(name in line for name in self.server.refused):
                self.say("550 no such user")
            else:
                self.say("250 mail.example.org")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def port(settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    settings.MAIL_SENT_BY = "django.core.mail.backends.smtp.EmailBackend"
    return settings.EMAIL_PORT


@pytest.fixture
def serve(port):
    servers = []

    def start(*refused):
        server = socketserver.TCPServer(("127.0.0.1", port), Conversation)
        server.taken, server.refused = [], refused
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_mails_wait_for_a_server_that_is_away_and_one_refused_address_holds_up_no_other(anne, confirmed, run, serve):
    guide = make_guide("Une carte")
    for name in ("lea", "zoe"):
        confirmed(f"{name}@example.org", "page", guide.pk)
    write(guide, user=anne, summary="À l’été", title="Une grande carte\u2028piégée")
    report = run()
    assert (report.sent, "refused" in report.away) == (0, True)
    assert Delivery.objects.count() == 2

    server = serve("lea@")
    report = run()

    assert (report.sent, report.refused) == (1, 1)
    (mail,) = server.taken
    assert mail["To"] == "zoe@example.org"
    assert mail["Subject"] == "Communs : Une grande carte piégée"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "À l’été" in mail.get_body(["plain"]).get_content()
    assert "<ins>" in mail.get_body(["html"]).get_content()
    assert Follower.objects.get(email="lea@example.org").attempts == 1
