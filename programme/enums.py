from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    WORKSHOP = "workshop", pgettext_lazy("kind of event", "workshop")
    TALK = "talk", pgettext_lazy("kind of event", "talk")
    ROUND_TABLE = "round-table", pgettext_lazy("kind of event", "round table")
    SCREENING = "screening", pgettext_lazy("kind of event", "screening and debate")
    TOUR = "tour", pgettext_lazy("kind of event", "tour")
    MAPPING = "mapping", pgettext_lazy("kind of event", "mapping party")
    MEETING = "meeting", pgettext_lazy("kind of event", "meeting")
    PARTY = "party", pgettext_lazy("kind of event", "festive moment")
    EXHIBITION = "exhibition", pgettext_lazy("kind of event", "exhibition")
    OPEN_DAY = "open-day", pgettext_lazy("kind of event", "open day")
    STAND = "stand", pgettext_lazy("kind of event", "stand")
    FILM_MAKING = "film-making", pgettext_lazy("kind of event", "film making")
    OTHER = "other", pgettext_lazy("kind of event", "other")


class Price(models.TextChoices):
    FREE = "free", _("free")
    CHOSEN = "chosen", _("pay what you want")
    PAID = "paid", pgettext_lazy("an event", "paid")


class Registration(models.TextChoices):
    """How one takes part."""

    NONE = "none", _("no registration: come as you are")
    HERE = "here", _("registration on this site, by e-mail alone")
    ELSEWHERE = "elsewhere", _("registration at another address")
    CONTACT = "contact", _("registration by phone or e-mail to the organiser")


class Status(models.TextChoices):
    """Of one occurrence; what iCalendar calls TENTATIVE, CONFIRMED and CANCELLED, and a date that is looked for."""

    CONFIRMED = "confirmed", pgettext_lazy("an occurrence", "confirmed")
    TENTATIVE = "tentative", pgettext_lazy("an occurrence", "to be confirmed")
    POSTPONED = "postponed", pgettext_lazy("an occurrence", "postponed, date to come")
    CANCELLED = "cancelled", pgettext_lazy("an occurrence", "cancelled")


class Role(models.TextChoices):
    """What an item of the pool is to an event."""

    USED = "used", pgettext_lazy("an item of an event", "used there")
    RECOMMENDED = "recommended", pgettext_lazy("an item of an event", "recommended to go further")
    PRODUCED = "produced", pgettext_lazy("an item of an event", "made there")


class Usage(models.TextChoices):
    """What people do with an item at an event, as licences tell it apart."""

    SHOWN = "shown", _("shown or followed as it is")
    CHANGED = "changed", _("changed, mixed or translated")


class SubmissionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("a proposed event", "being written")
    SENT = "sent", pgettext_lazy("a proposed event", "proposed")
    ASKED = "asked", pgettext_lazy("a proposed event", "to be completed")
    ACCEPTED = "accepted", pgettext_lazy("a proposed event", "accepted")
    REFUSED = "refused", pgettext_lazy("a proposed event", "not in this programme")
    WITHDRAWN = "withdrawn", pgettext_lazy("a proposed event", "withdrawn")


class SeatState(models.TextChoices):
    """Of somebody who registers: nothing counts before they answered the mail."""

    ASKED = "asked", pgettext_lazy("a registration", "waits for the answer to our mail")
    CONFIRMED = "confirmed", pgettext_lazy("a registration", "registered")
    WAITING = "waiting", pgettext_lazy("a registration", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("a registration", "cancelled")


class SeatsLeft(models.TextChoices):
    """What anybody is told of the seats of an occurrence: never their number, which tells each registration apart."""

    OPEN = "open", pgettext_lazy("an occurrence", "seats left")
    FEW = "few", pgettext_lazy("an occurrence", "few seats left")
    FULL = "full", pgettext_lazy("an occurrence", "full")

    @classmethod
    def of(cls, seats: int | None, taken: int, *, is_full: bool = False) -> str:
        """Few are a fifth of the seats, three at least; "" where nobody counts them. `is_full`: organisers say so."""
        if seats is None:
            return ""
        left = 0 if is_full else max(0, seats - taken)
        few = max(3, seats // 5)
        return str(cls.FULL if left == 0 else cls.FEW if left <= few else cls.OPEN)


class NoticeKind(models.TextChoices):
    NEW = "new", pgettext_lazy("a notice", "new")
    MOVED = "moved", pgettext_lazy("a notice", "moved to another time")
    PLACE = "place", pgettext_lazy("a notice", "moved to another place")
    POSTPONED = "postponed", pgettext_lazy("a notice", "postponed")
    CANCELLED = "cancelled", pgettext_lazy("a notice", "cancelled")
    RESTORED = "restored", pgettext_lazy("a notice", "takes place after all")
    FULL = "full", pgettext_lazy("a notice", "full")
    OTHER = "other", pgettext_lazy("a notice", "to know")
