"""A proof of work that the browser of a visitor finds: what is asked, whether it was found, and that it is used once.

The challenge is one of ALTCHA, version 2 (https://altcha.org): find the counter whose key, derived with PBKDF2, begins
as told. The counter is drawn here, so that the work has a known end: between half of `VISITOR_PROOF` and all of it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import time
from typing import TYPE_CHECKING

import altcha
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from collections.abc import Mapping

ALGORITHM = "PBKDF2/SHA-256"
# Of one key: enough that asking the browser for it costs less than deriving it.
ITERATIONS = 5000
LIFETIME = 24 * 3600  # seconds: whoever was called away sends the form an hour later
LONGEST = 2000  # characters
LEAST, MOST = 10, 5000  # that VISITOR_PROOF may be; 0 asks for none


class BadProof(Exception):
    """It is none of ours, too old, or not found."""


def is_asked() -> bool:
    return bool(settings.VISITOR_PROOF)


def new_challenge() -> str:
    """What the browser is given, as JSON. Derives one key."""
    most = settings.VISITOR_PROOF
    counter = most // 2 + secrets.randbelow(most - most // 2)
    expires_at = int(time.time()) + LIFETIME
    made = altcha.create_challenge(ALGORITHM, ITERATIONS, counter=counter, expires_at=expires_at, hmac_secret=_secret())
    return json.dumps(made.to_dict(), separators=(",", ":"))


def read_proof(payload: str) -> str:
    """The name of a proof that was found: base64 of JSON, `challenge` as given and `solution`. Raises BadProof.

    Derives one key, and none for a challenge that this site did not sign.
    """
    if len(payload) > LONGEST or not payload.isascii():
        raise BadProof
    try:
        found = altcha.verify_solution(payload, _secret())
        challenge = json.loads(base64.b64decode(payload))["challenge"]
    except (binascii.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadProof from error
    if not found.verified:
        raise BadProof
    return str(challenge["parameters"]["nonce"])


def spend(name: str, sent: Mapping[str, object]) -> bool:
    """Use a proof for what was sent; False when it was used for something else. The same form may be sent twice."""
    key = f"wiki.proof:{name}"
    digest = hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
    return cache.add(key, digest, LIFETIME) or cache.get(key) == digest


def _secret() -> str:
    return salted_hmac("wiki.proof", "").hexdigest()
