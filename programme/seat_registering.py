"""What the rooms below are told of registrations: what expires, which mails are due, when guides are run."""

from __future__ import annotations

from commons.runs import sessions
from community.mail import due
from programme.context.animations import sessions_by_page
from programme.domain.erasing import forget_seats
from programme.mail.seats import send_due
from web import expiring


def connect() -> None:
    expiring.register("Registrations", forget_seats)
    due.register("Registrations", send_due)
    sessions.register(sessions_by_page)
