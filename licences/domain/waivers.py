"""Keeping a licence that is permitted and discouraged: somebody says so once, and it is kept with the item's drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from licences.domain.compliance import Judgement
    from licences.models import LicensedMixin


def confirm(item: LicensedMixin, judgement: Judgement, *, user: AbstractBaseUser | None) -> None:
    """Write on the item, in memory, that `user` keeps this licence with these sources; whoever calls saves it."""
    item.licence_confirmed = {
        "of": judgement.question,
        "by": user.pk if user else None,
        "at": timezone.now().isoformat(timespec="seconds"),
    }


def is_confirmed(item: LicensedMixin, judgement: Judgement) -> bool:
    """Whether somebody answered this very question. Another licence or other sources make another question."""
    return item.licence_confirmed.get("of") == judgement.question


def is_waiting(item: LicensedMixin, judgement: Judgement) -> bool:
    """Whether a question is open: something is discouraged and nobody has kept it."""
    return bool(judgement.said("discouraged")) and not is_confirmed(item, judgement)
