"""Sending a report that one ran a workshop: before anybody reads it, it waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from commons.library.domain.uploads import no_space
from commons.runs.domain import deciding
from commons.runs.domain.photos import PhotoRefused, delete_photo
from commons.runs.models import LONGEST_NAME, Run
from wiki.domain.discussing import is_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import User

logger = logging.getLogger(__name__)
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

    `said` holds the values of the fields of `Run` by name; `photo` is what `photos.cleaned_photo` gave. Sent twice, it
    is one report. Raises Full, and PhotoRefused for a photo that the disk has no room for: nothing is kept then.
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
    return _stored(run, photo)


def show_at_once(run: Run, page: Any) -> str:
    """Show the report of somebody whose changes show at once, if it waits. "" or, where its photo cannot enter the
    library, a sentence: it waits then, with all that was told.
    """
    if run.state != Run.State.WAITING or run.author is None or not is_known(run.author, page):
        return ""
    try:
        deciding.show(run, page, by=run.author)
    except (PhotoRefused, OSError) as refused:
        logger.warning("The photo of report %s cannot enter the library.", run.pk, exc_info=True)
        return str(refused) if isinstance(refused, PhotoRefused) else no_space()
    run.refresh_from_db(fields=["state"])
    return ""


def _stored(run: Run, photo: tuple[str, bytes] | None) -> Run:
    """The file first: a row never names one that is not there."""
    try:
        if photo is not None:
            run.photo.save(photo[0], ContentFile(photo[1]), save=False)
        with transaction.atomic():
            run.save()
    except IntegrityError:  # the same form, sent twice at the same moment
        _forget(run, photo)
        return Run.objects.get(form=run.form)
    except OSError as error:
        _forget(run, photo)
        logger.exception("The photo of a report could not be written.")
        raise PhotoRefused(no_space()) from error
    except BaseException:
        _forget(run, photo)
        raise
    return run


def _forget(run: Run, photo: tuple[str, bytes] | None) -> None:
    """What a full disk cut off has its name from whoever sent it: the row has none yet."""
    if photo is not None:
        delete_photo(run.photo.name or photo[0])
