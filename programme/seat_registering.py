"""What the rooms below are told of registrations: what expires, and which mails are due."""

from __future__ import annotations

from community.mail import due
from programme.domain.erasing import forget_seats
from programme.mail.seats import send_due
from web import expiring


def connect() -> None:
    expiring.register("Registrations", forget_seats)
    due.register("Registrations", send_due)
