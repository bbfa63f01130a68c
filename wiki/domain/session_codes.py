"""The short codes of a writing session: read on a slip, typed on a telephone, stored nowhere.

A code is eight letters and digits of 22 that nobody takes for another: 22^8, some 55 thousand million. Of those, a site
with 300 open places has 300; at 600 wrong tries an hour, which is what `wiki.limits` lets through from everywhere
together, somebody who tries for an afternoon of six hours finds one with a chance of one in 50,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from wiki.models import Seat
from wiki.models.writing_sessions import new_nonce

if TYPE_CHECKING:
    from collections.abc import Iterable

# Neither 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V: what a hand writes and an eye reads as another.
ALPHABET = "ACDEFGHJKMNPRTWXY34679"
LENGTH = 8
LONGEST_TYPED = 40


def code_of(seat: Seat) -> str:
    """“ACDE-FGHJ”: the same each time that the slip is printed."""
    number = int.from_bytes(salted_hmac("wiki.session_codes", seat.nonce, algorithm="sha256").digest(), "big")
    letters = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def read_code(typed: str) -> str | None:
    """A code as somebody typed it, with or without its dash, in small letters or not; None of what can be none."""
    letters = "".join(letter for letter in typed[:LONGEST_TYPED].upper() if letter.isalnum())
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else None


def digest_of(code: str) -> str:
    return salted_hmac("wiki.session_codes.digest", code.replace("-", ""), algorithm="sha256").hexdigest()


def seat_of(typed: str) -> Seat | None:
    """The place that a code opens, or opened: its session may be over."""
    code = read_code(typed)
    found = Seat.objects.select_related("session__facilitator", "session__association")
    return found.filter(digest=digest_of(code)).first() if code else None


def give_codes(seats: Iterable[Seat]) -> None:
    """Give each place another code, that no other place has."""
    for seat in seats:
        seat.nonce = new_nonce()
        while Seat.objects.filter(digest=digest_of(code_of(seat))).exists():
            seat.nonce = new_nonce()
        seat.digest = digest_of(code_of(seat))
        seat.save(update_fields=["nonce", "digest"])
