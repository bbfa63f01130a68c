"""The signed link by which an event is written and mended without an account: whoever has it may do so."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from programme.models import Submission
from programme.models.submission import new_key

LONGEST_AGE = 400 * 24 * 3600  # seconds: from the first meeting to the review of an edition
LONGEST_TOKEN = 200
_SALT = "programme.proposal"


class BadLink(Exception):
    """A link that gives nothing: `submission` is what it was of, where its signature is ours."""

    def __init__(self, submission: Submission | None = None, *, is_replaced: bool = False) -> None:
        super().__init__()
        self.submission = submission
        self.is_replaced = is_replaced

    @property
    def is_altered(self) -> bool:
        """Cut off by a mail program, typed wrong, or made up: nothing tells whose it is."""
        return self.submission is None


def token_of(submission: Submission) -> str:
    """What the address of a proposed event holds; it is worth nothing once `new_link` gave another."""
    return signing.dumps([submission.pk, submission.key], salt=_SALT)


def link_of(submission: Submission) -> str:
    """The whole address, for a mail."""
    return settings.BASE_URL + reverse("proposed_event", args=[token_of(submission)])


def read_token(token: str) -> Submission:
    """What a link leads to. Raises BadLink for one that was altered, that is too old, or that a newer one replaced."""
    try:
        pk, key = signing.loads(token[:LONGEST_TOKEN], salt=_SALT, max_age=LONGEST_AGE)
    except signing.SignatureExpired as error:
        pk, _key = signing.loads(token[:LONGEST_TOKEN], salt=_SALT)
        raise BadLink(_submission(pk)) from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadLink from error
    found = _submission(pk)
    if found is None:
        raise BadLink
    if not constant_time_compare(found.key, str(key)):
        raise BadLink(found, is_replaced=True)
    return found


def new_link(submission: Submission) -> str:
    """Another link; every one that was sent before leads nowhere from now on."""
    submission.key = new_key()
    submission.save(update_fields=["key", "changed_at"])
    return link_of(submission)


def hidden_address(email: str) -> str:
    """“n•••@example.org”: enough to know one's own address again, and for nobody else to write to it."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""


def _submission(pk: int) -> Submission | None:
    return Submission.objects.select_related("edition", "event", "account").filter(pk=pk).first()
