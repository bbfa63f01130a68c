"""How the history signs what a person wrote: while they are here, and once they have left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from community.domain.leaving import addresses_of
from community.models import NameInHistory
from web.page_cache.generation import invalidate_pages
from wiki.domain.unsaved_forms import delete_unsaved_files
from wiki.models import Decision, Follower, Message, Proposal, ProposalMessage, UnsavedFile, Upkeep, Version
from wiki.models.signature import SOMEBODY_GONE, changed_beside_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import User

# Rows written in one statement: nobody who saves a page waits for a person of fifty thousand changes.
AT_ONCE = 500
# Where a name is stored beside the account: model, account, name.
SIGNED = ((Version, "user", "signature"), (Message, "author", "name"), (Upkeep, "verified_by", "signature"))
# Where the account says the name while it is there, and the row once it is gone.
_named_by_account: list[tuple[Any, str, str]] = [
    (Version, "patrolled_by", "patrolled_name"),
    (Proposal, "author", "name"),
    (Proposal, "decided_by", "decided_name"),
    (ProposalMessage, "by", "by_name"),
    (Decision, "by", "by_name"),
]


def register_named_by_account(model: Any, account: str, column: str) -> None:
    """Have rows of an app above signed for good too: `column` is empty while `account` is there to say its name."""
    if (model, account, column) not in _named_by_account:
        _named_by_account.append((model, account, column))


def sign_history(user: User, *, name_in_history: NameInHistory, other_name: str = "") -> None:
    """Sign what a person wrote, old and new, as they wish from now on.

    Raises ValueError for another name that is empty. Queries: one for every AT_ONCE rows, each its own transaction.
    """
    if name_in_history == NameInHistory.OTHER and not other_name.strip():
        raise ValueError(other_name)
    user.name_in_history = name_in_history
    user.other_name = other_name.strip() if name_in_history == NameInHistory.OTHER else ""
    user.save(update_fields=["name_in_history", "other_name"])
    _write(SIGNED, user, user.signature)
    transaction.on_commit(invalidate_pages)


def sign_for_good(user: User, before: NameInHistory) -> None:
    """Write down, before an account goes, how it wants to be named; forget where its mail went.

    Whoever keeps their displayed name, and was called so till now, stays in each row as they were called then.
    """
    name = user.signature or SOMEBODY_GONE
    if user.name_in_history == before == NameInHistory.DISPLAYED:
        _write(SIGNED, user, name, unsigned_only=True)
    else:
        _write(SIGNED, user, name)
    _write(_named_by_account, user, name)
    delete_unsaved_files(UnsavedFile.objects.filter(user=user))
    Proposal.objects.filter(author=user).exclude(email="").update(email="")
    for address in addresses_of(user):
        Follower.objects.filter(user=None, email__iexact=address).delete()
    transaction.on_commit(invalidate_pages)


def on_person_deleted(instance: User, **_kwargs: object) -> None:
    """Whatever door deletes an account, what it signed stays signed; nothing is left to do where it was asked."""
    sign_for_good(instance, NameInHistory(instance.name_in_history))


def _write(places: Iterable[tuple[Any, str, str]], user: User, signed: str, *, unsigned_only: bool = False) -> None:
    for model, account, column in places:
        name = signed[: model._meta.get_field(column).max_length]
        wrong = model.objects.filter(**{account: user}).exclude(**{column: name}).order_by("pk")
        if unsigned_only:
            wrong = wrong.filter(**{column: ""})
        while keys := list(wrong.values_list("pk", flat=True)[:AT_ONCE]):
            _write_some(model, keys, {column: name})


@transaction.atomic
def _write_some(model: Any, keys: list[int], values: dict[str, str]) -> None:
    rows = model.objects.filter(pk__in=keys)
    rows.update(**values)
    if model in (Version, Upkeep):
        changed_beside_pages.send(model, pages=set(rows.values_list("page", flat=True)))
