"""Stamps of what guides show: read before a body is drawn, compared before it is shown, changed with the thing."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from django.db import connection

from commons.guides.models import Stamp
from commons.guides.queries import family_of
from commons.guides.references import named_in
from commons.lineage.kinds import page_number
from commons.lineage.queries import relatives_of
from search.chunks import chunks
from wiki.domain.links import MOST_LINKS, titles_by_key, titles_of
from wiki.named import any_called

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.guides.models import GuidePage

# Names of themes and tags; and what may change any page: sites, restrictions, collections, addresses of whole branches.
LABELS, EVERYWHERE = "labels", "everywhere"
TYPE = "guide"  # of public items


def touch(*keys: str) -> None:
    """Note that these have changed, in the transaction that changes them."""
    # Always in one order: two who touch the same two at once wait for each other instead of stopping each other.
    rows = [Stamp(key=key, mark=uuid.uuid4().hex) for key in sorted(set(keys))]
    Stamp.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["mark"])


def marks(keys: Iterable[str]) -> dict[str, str]:
    """The marks of these keys now; one query for the keys of any usual guide."""
    by_key: dict[str, str] = {}
    for chunk in chunks(keys):
        # Asked for by every reader of a guide: the ORM would take twice as long to write it as the database to answer.
        places = ", ".join(["%s"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT key, mark FROM {Stamp._meta.db_table} WHERE key IN ({places})", chunk)  # noqa: S608 -- a name of ours and placeholders
            by_key.update(cursor.fetchall())
    return by_key


def page_key(pk: object) -> str:
    return f"page:{pk}"


def work_key(guide: GuidePage) -> str:
    """Changes when a version of the work comes, changes or goes, whatever its language."""
    return f"work:{guide.translation_of_id or guide.pk}"


def name_key(key: str) -> str:
    """Changes when a page begins or ceases to be called so: what a link by title leads to."""
    return f"name:{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def keys_of(guide: GuidePage) -> set[str]:
    """Everything that the body of a guide tells something of; two queries, for its versions and its relatives, one more
    for each generation of these, and one where it has links by title.
    """
    named = named_in(guide)
    names = set(titles_by_key(titles_of(guide), most=MOST_LINKS))
    relatives = {page_number(item) for item in relatives_of(f"{TYPE}:{guide.pk}")}
    pages = {guide.pk, *family_of(guide), *named["page"], *any_called(names), *relatives, guide.association_id} - {None}
    return {
        *(LABELS, EVERYWHERE, work_key(guide)),
        *map(page_key, pages),
        *map(name_key, names),
        *(f"{kind}:{pk}" for kind in ("image", "document") for pk in named[kind]),
    }
