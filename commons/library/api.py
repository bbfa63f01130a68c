"""Media for programs: which item bytes are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.responses import Status

from commons.library.domain.hashes import is_digest
from commons.library.domain.verifying import found_by
from commons.library.site_address import root_url
from legaltools.credit import WRITERS
from web.api.errors import BadParameter, UnacceptableQuery
from web.api.parameters import LANGUAGE, answer_language
from web.api.schemas import Licence, Problems, licence_out

if TYPE_CHECKING:
    from django.http import HttpRequest

    from commons.library.domain.verifying import Found

router = Router(tags=["media"])


class MediaItemOut(Schema):
    """`of` is sent, stored, rendition or download: which of its bytes these are. `current`: not of a file of before.

    `contested`: another copy says another licence, and nobody has settled it yet.
    """

    title: str
    kind: str
    url: str
    download: str
    licence: Licence | None
    credit: dict[str, str]
    of: str
    current: bool
    contested: bool


class ByHashOut(Schema):
    sha256: str
    count: int
    results: list[MediaItemOut]


@router.get(
    "/media/by-hash/{sha256}",
    response={200: ByHashOut, 404: Problems, 422: Problems},
    openapi_extra={"parameters": [LANGUAGE]},
    summary="Which item a file is of",
    operation_id="media_by_hash",
)
def media_by_hash(request: HttpRequest, sha256: str) -> Status[Any]:
    """By the SHA-256 of the original or of any file that was served of it, in hexadecimal. Public items alone."""
    language = answer_language(request)
    asked = sha256.lower()
    if not is_digest(asked):
        raise UnacceptableQuery(BadParameter("sha256", _("A SHA-256 hash has 64 letters and digits, from 0 to f.")))
    found = found_by(asked)
    if not found:
        message = _("No public file of this site has these bytes.")
        return Status(404, {"errors": [{"field": "sha256", "message": message}]})
    root = root_url()
    results = [_item_out(one, language, root=root) for one in found]
    return Status(200, {"sha256": asked, "count": len(results), "results": results})


def _item_out(found: Found, language: str, *, root: str) -> dict[str, Any]:
    item = found.item
    url, tool = f"{root}{item.get_absolute_url()}", item.legal_tool
    work = item.as_work(address=url)
    return {
        "title": item.title,
        "kind": item.kind,
        "url": url,
        "download": f"{url}telecharger/",
        "licence": licence_out(tool) if tool else None,
        "credit": {name: WRITERS[name](work, language) for name in ("text", "html", "markdown")},
        "of": found.of,
        "current": found.is_current,
        "contested": found.contested,
    }
