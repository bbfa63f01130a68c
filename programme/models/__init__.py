from programme.models.deposit import Deposit
from programme.models.edition import EditionPage, ProgrammeIndexPage
from programme.models.event import EventAccess, EventPage
from programme.models.occurrence import Occurrence
from programme.models.outcome import Outcome
from programme.models.release import ProgrammeNotice, Release
from programme.models.seat import DeletedSeat, SeatRequest
from programme.models.submission import Submission

__all__ = [
    "DeletedSeat",
    "Deposit",
    "EditionPage",
    "EventAccess",
    "EventPage",
    "Occurrence",
    "Outcome",
    "ProgrammeIndexPage",
    "ProgrammeNotice",
    "Release",
    "SeatRequest",
    "Submission",
]
