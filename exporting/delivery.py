"""One answer for whoever asks for a bundle as a file: the file, or a page that tells how far it is."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control

from exporting import builds, limits
from exporting.fingerprint import fingerprint
from exporting.formats import FORMATS, whole
from exporting.options import Options, Refused, options_of
from web.client_address import client_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.http import HttpRequest, HttpResponseBase

    from exporting.bundle import Bundle

logger = logging.getLogger(__name__)

RETRY_SECONDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A file to build. `key` is a fingerprint of all that it shows, `title` what the page that waits for it is called,
    `filename` what it is saved as, `links` the header `Link`; `read` gives the size of what leaves and its pieces.
    """

    key: str
    ending: str
    title: str
    filename: str
    content_type: str
    links: str
    write: builds.Write
    read: Callable[[Path], tuple[int, Iterator[bytes]]] = whole


def deliver(
    request: HttpRequest, ending: str, bundle_of: Callable[[Options], Bundle], *, back: str
) -> HttpResponseBase:
    """The bundle in the format of `ending` (a key of FORMATS), as the parameters of the address ask.

    Call it only for whoever may see all that the bundle holds: it is built of what anybody may see, and cached. `back`
    is the address of the page it was asked from. Answers 400 for a parameter that is not known, 202 with `Retry-After`
    while the file is being built, 503 with a sentence when it cannot be, 429 when one address began too many.
    """
    chosen = FORMATS[ending]
    try:
        options = options_of(request.GET, takes=chosen.takes)
    except Refused as refused:
        return refuse(request, str(refused), back=back)
    bundle = bundle_of(options)
    key = fingerprint(bundle, options, ending)
    return answer(
        request,
        Built(
            key=key, ending=ending, title=bundle.title, filename=filename(bundle, options, ending),
            content_type=chosen.content_type, links=_links(bundle), write=partial(chosen.write, bundle, options),
            read=lambda path: chosen.read(path, bundle),
        ),
        back=back,
    )  # fmt: skip


def refuse(request: HttpRequest, sentence: str, *, back: str) -> HttpResponseBase:
    """The page of an address that asks for what there is not."""
    return render(request, "exporting/refused.html", {"sentence": sentence, "back": back}, status=400)


def answer(request: HttpRequest, file: Built, *, back: str) -> HttpResponseBase:
    """A file that is built on demand, or the page that tells how far it is; answers as `deliver`."""
    etag = f'"{file.key}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        return known
    outcome = builds.ask(
        f"{file.key}.{file.ending}",
        file.write,
        whose=client_address(request),
        refusal=partial(limits.refusal, request),
    )
    if not isinstance(outcome, builds.Ready):
        return waiting(request, file.title, outcome, back)
    try:
        size, pieces = file.read(outcome.path)
    except FileNotFoundError:  # it left the cache, or a file the library, a moment ago
        logger.warning("%s went away while it was asked for.", outcome.path)
        return waiting(request, file.title, builds.Running(), back)
    # Asked for its headers, a file is not read.
    response = StreamingHttpResponse(() if request.method == "HEAD" else pieces, content_type=file.content_type)
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    response["ETag"] = etag
    response["Link"] = file.links
    # Made of what anybody may see, but some pages are for some: no cache on the way gives it to others.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _links(bundle: Bundle) -> str:
    tool = bundle.work.licence
    licence = [f'<{tool.url}>; rel="license"'] if tool and tool.url else []
    return ", ".join([*licence, f'<{bundle.url}>; rel="canonical"'])


def filename(bundle: Bundle, options: Options, ending: str) -> str:
    """What it is saved as: the name of the bundle and what is particular about this file."""
    usual = Options()
    particular = [
        *([options.audience] if options.audience != usual.audience else []),
        *([str(options.participants)] if options.participants else []),
        *(["eco"] if options.eco else []),
        *(["livret"] if options.booklet else []),
    ]
    return f"{'-'.join([bundle.slug, *particular])}.{ending}"


def _status(outcome: builds.Running | builds.Failed) -> int:
    if isinstance(outcome, builds.Running):
        return 202
    return 429 if outcome.is_refused else 503


def waiting(request: HttpRequest, title: str, outcome: builds.Running | builds.Failed, back: str) -> HttpResponseBase:
    """The page of a file that is being prepared, or could not be: 202, 429 or 503, with `Retry-After`."""
    has_failed = isinstance(outcome, builds.Failed)
    context = {
        "title": title,
        "back": back,
        "failed": outcome.sentence if isinstance(outcome, builds.Failed) else "",
        "done": 0 if isinstance(outcome, builds.Failed) else outcome.done,
        "of": 0 if isinstance(outcome, builds.Failed) else outcome.of,
        "again": "" if has_failed else RETRY_SECONDS,
        "address": request.get_full_path(),
    }
    response = render(request, "exporting/progress.html", context, status=_status(outcome))
    response["Retry-After"] = str(outcome.seconds if isinstance(outcome, builds.Failed) else RETRY_SECONDS)
    patch_cache_control(response, private=True, no_store=True)
    return response
