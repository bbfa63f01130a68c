"""Sending a report that one ran a workshop: before anybody reads it, it waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from commons.runs.domain import deciding
from commons.runs.domain.photos import delete_photo
from commons.runs.models import LONGEST_NAME, Run
from wiki.domain.discussing import is_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import User

# What waits of one page, and of all of them: beyond that nobody could read it.
MOST_WAITING, MOST_WAITING_ANYWHERE = 30, 500


class Full(Exception):
    """So many reports wait to be read that no other is taken."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """An account, or a visitor with a name if they like. `form` names the form that was sent."""

    user: User | None
    name: str
    form: str
    origin: str
    language: str


def report(page: Any, said: Mapping[str, Any], *, by: Reporter, photo: tuple[str, bytes] | None = None) -> Run:
    """Keep what somebody tells of a workshop that they ran, to be read before it shows.

    `said` holds the values of the fields of `Run` by name; `photo` is what `photos.cleaned_photo` gave. Those whose
    changes show at once have their reports shown at once too. Sent twice, it is one report. Raises Full.
    """
    known = Run.objects.filter(form=by.form).first()
    if known is not None:
        return known
    waiting = Run.objects.filter(state=Run.State.WAITING)
    if waiting.filter(page=page.pk).count() >= MOST_WAITING or waiting.count() >= MOST_WAITING_ANYWHERE:
        raise Full
    # An account says its own name while it is there (`Run.teller`).
    name = "" if by.user else by.name[:LONGEST_NAME]
    run = Run(page_id=page.pk, author=by.user, name=name, form=by.form, origin=by.origin, language=by.language)
    for field, value in said.items():
        setattr(run, field, value)
    run = _stored(run, photo)
    if run.state == Run.State.WAITING and by.user is not None and is_known(by.user, page):
        deciding.show(run, page, by=by.user)
    return run


def _stored(run: Run, photo: tuple[str, bytes] | None) -> Run:
    """The file first: a row never names one that is not there."""
    if photo is not None:
        run.photo.save(photo[0], ContentFile(photo[1]), save=False)
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:  # the same form, sent twice at the same moment
        if run.photo:
            delete_photo(run.photo.name or "")
        return Run.objects.get(form=run.form)
    except BaseException:
        if run.photo:
            delete_photo(run.photo.name or "")
        raise
    return run
