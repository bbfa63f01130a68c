"""One view for every paper of the programme: find the page, select, build once for all who ask."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, partial
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.views import serve

from design.addresses import address, full_address
from design.release import release
from exporting.delivery import Built, answer, refuse
from exporting.options import Refused, choice
from exporting.pdf.papers import key_of, write_paper
from exporting.wording import in_words_of
from legaltools import catalogue
from programme.archive.shown import told_by_archive
from programme.archive.stored import frozen_paper
from programme.context.filter_form import chips
from programme.context.narrowed import narrowed
from programme.context.reading import event_value
from programme.context.selections import programme_told
from programme.models import EditionPage, EventPage
from programme.papers.base import EDITION, EVENT, MOST_OCCASIONS, Asked
from programme.papers.credits import rights_of
from programme.papers.registry import paper_at
from programme.views.access import live_page_at
from web.api.errors import UnacceptableQuery
from web.page_cache.generation import cached
from web.page_cache.policies import never_cached
from wiki.pages import answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponseBase

    from exporting.pdf.papers import Paper
    from exporting.progress import Progress
    from programme.archive.stored import Feed
    from programme.context.narrowed import Narrowed
    from programme.context.values import Event, Occasion, Programme
    from programme.papers.base import Printed

FORMAT = "format"
SCOPES = {EditionPage: EDITION, EventPage: EVENT}


@dataclass(frozen=True, slots=True)
class TooMuch(Exception):
    """More dates than a paper holds."""

    count: int


@never_cached
@require_safe
def paper_below_page(request: HttpRequest, path: str, filename: str) -> HttpResponseBase:
    """The paper of the page at `path`. Whoever may not read the page is answered as on the page itself."""
    page = live_page_at(request, path)
    scope = SCOPES.get(type(page)) if page else None
    printed = paper_at(filename, scope) if scope else None
    if page is None or printed is None:
        return serve(request, request.path_info.lstrip("/"))
    return answered(request, page, partial(_answered, printed))


def _answered(printed: Printed, request: HttpRequest, page: EditionPage | EventPage) -> HttpResponseBase:
    back = address(page)
    try:
        form = choice(FORMAT, request.GET, tuple(printed.formats))
        part = narrowed(request.GET, others=(FORMAT,))
        if isinstance(page, EditionPage) and page.is_frozen and part.matches is None:
            stored = frozen_paper(page, printed.name_of(form))
            if stored is not None:
                return _given(request, page, stored)
        asked = _asked(printed, page, part, form)
    except Refused as refused:
        return refuse(request, str(refused), back=back)
    except UnacceptableQuery as unacceptable:
        return refuse(request, " ".join(str(problem.message) for problem in unacceptable.problems), back=back)
    except TooMuch as much:
        return refuse(request, _too_much(much.count), back=back)
    language = page.language if isinstance(page, EventPage) else settings.LANGUAGE_CODE

    @cache
    def paper() -> Paper:
        """Without a query: it is built in another thread. A poster speaks with its event, others as the site."""
        with in_words_of(language):
            return printed.paper(asked)

    file = Built(
        key=_key(asked, paper, f"{printed.identifier}:{page.pk}"), ending="pdf", title=page.title,
        filename=_saved_as(printed, asked), content_type="application/pdf", write=partial(_write, paper),
        links=_links(page),
    )  # fmt: skip
    return answer(request, file, back=back)


def _given(request: HttpRequest, page: EditionPage, stored: Feed) -> HttpResponseBase:
    """A paper as it lies in the archive: the same bytes for good."""
    etag = f'"{hashlib.sha256(stored.content).hexdigest()[:40]}"'
    response = HttpResponse(stored.content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{stored.saved_as}"'
    response["ETag"] = etag
    response["Link"] = _links(page)
    patch_cache_control(response, private=True, no_cache=True)
    found: HttpResponseBase = get_conditional_response(request, etag=etag, response=response)
    return found


def _links(page: EditionPage | EventPage) -> str:
    tool = catalogue.by_key().get(page.licence)
    links = [f'<{tool.url}>; rel="license"'] if tool and tool.url else []
    return ", ".join([*links, f'<{full_address(page)}>; rel="canonical"'])


def _key(asked: Asked, paper: Callable[[], Paper], name: str) -> str:
    """Of the whole programme, worked out once a generation and day: whoever has the file is told so at once."""
    if asked.narrowed:
        return key_of(paper())
    name = f"paper:{release()}:{name}:{asked.format}:{asked.today.isoformat()}"
    return cached(name, lambda: key_of(paper()))


def _write(paper: Callable[[], Paper], into: IO[bytes], *, progress: Progress) -> None:
    write_paper(paper(), into, progress=progress)


def _asked(printed: Printed, page: EditionPage | EventPage, asked: Narrowed, form: str) -> Asked:
    edition = page if isinstance(page, EditionPage) else page.edition
    told = told_by_archive(edition, asked.filters)
    programme = told.programme if told else programme_told(edition)
    event = _event(programme, page) if isinstance(page, EventPage) else None
    found = tuple(one for one in programme.occasions if event is None or one.event.key == event.key)
    if asked.matches is not None:
        found = tuple(one for one in found if asked.matches(one))
    elif event is None:
        found = tuple(_to_come(programme, found, edition))
    if len(found) > MOST_OCCASIONS:
        raise TooMuch(len(found))
    events = [event] if event else [one.event for one in found]
    with translation.override(settings.LANGUAGE_CODE):
        words = tuple(_words(programme, asked))
    return Asked(
        programme=programme, occasions=found, today=edition.today, format=form, narrowed=words, event=event,
        rights=rights_of(page, events, with_pictures=printed.shows_pictures),
    )  # fmt: skip


def _event(programme: Programme, page: EventPage) -> Event:
    """As its programme tells it, and as an archive told it; one without a date is read from its row."""
    return next((one for one in programme.events if one.key == page.pk), None) or event_value(page)


def _to_come(programme: Programme, found: Iterable[Occasion], edition: EditionPage) -> Iterable[Occasion]:
    """Of what lasts all year, nobody prints what is over, unless they ask for it."""
    return [one for one in found if one.last_day >= edition.today] if programme.all_year else found


def _words(programme: Programme, asked: Narrowed) -> Iterable[str]:
    if asked.is_chosen:
        yield _("my selection")
    yield from (chip.label for chip in chips(programme, asked.filters, lambda _filters: ""))


def _too_much(count: int) -> str:
    message = ngettext(
        "This would hold %(count)d date, and a paper holds %(most)d. Choose days, a place or a theme first.",
        "This would hold %(count)d dates, and a paper holds %(most)d. Choose days, a place or a theme first.",
        count,
    )
    return message % {"count": count, "most": MOST_OCCASIONS}


def _saved_as(printed: Printed, asked: Asked) -> str:
    """“brest_communs_2027-programme.pdf”, “atelier-affiche-a3.pdf”."""
    before = asked.event.slug[:60] if asked.event else asked.programme.acronym or asked.programme.slug[:60]
    return f"{before}-{printed.name_of(asked.format)}"
