"""Keeping a licence that is permitted and discouraged: somebody says so once, and it is kept with the item's drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from licences.domain.compliance import Compliance
    from licences.models import LicensedMixin


def confirm(item: LicensedMixin, compliance: Compliance, *, user: AbstractBaseUser | None) -> None:
    """Write on the item, in memory, that `user` keeps this licence with these sources; whoever calls saves it."""
    item.licence_confirmed = {
        "of": compliance.question,
        "by": user.pk if user else None,
        "at": timezone.now().isoformat(timespec="seconds"),
    }


def is_confirmed(item: LicensedMixin, compliance: Compliance) -> bool:
    """Whether somebody answered this very question. Another licence or other sources make another question."""
    return item.licence_confirmed.get("of") == compliance.question


def is_waiting(item: LicensedMixin, compliance: Compliance) -> bool:
    """Whether a question is open: something is discouraged and nobody has kept it."""
    return bool(compliance.issues_of("discouraged")) and not is_confirmed(item, compliance)
