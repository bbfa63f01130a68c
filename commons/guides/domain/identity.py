"""Which guide of the site a source is. Two sources never become one guide: in doubt there are two, and it is said."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commons.guides.models import GuidePage
from importing.models import ImportRecord
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.guides.exchange.document import GuideDocument, Reading
    from importing.formats import ImportSource

LONGEST = 400
# Of what makes a work itself (its title, its licence, its people, its words), how many may change in one update.
_MOST_CHANGED = 1
_LEAST_SHARED = 0.2
_WORD = re.compile(r"\w{4,}")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Identity:
    """The name that a source is known again by, the record of its last import, and what is to be said of it.

    `guide` is the one of the uuid that the source gives, whichever way it came here. `was_deleted`: what the source
    made was deleted here, and it has no record.
    """

    name: str
    record: ImportRecord | None = None
    note: str = ""
    guide: GuidePage | None = None
    was_deleted: bool = False


def identify(reading: Reading, *, source: ImportSource, digest: str) -> Identity:
    """Find the record of a source, whose document has this fingerprint.

    A source that gives the uuid of a guide is that guide, whatever it is called. In our own format another is known by
    its slug or title, wherever its file lies; elsewhere by its file and folder.
    A source of a known name that changes two of title, licence, people and words is another work: a guide of its own
    under a longer name, or, where its text gives the slug of that guide, refused with ValidationError. One that says
    what it said is compared with nothing.
    """
    document = reading.guide
    own = source.format.own
    name = f"{source.format.name}:{source.format.identity(reading, source)}"[:LONGEST]
    if document.uuid and (guide := GuidePage.objects.filter(uuid=document.uuid).first()):
        return _of_its_uuid(guide, name)
    record = _record(name)
    if record and record.was_deleted:
        return Identity(name, was_deleted=True)
    if record is None or record.digest == digest or not _is_another(reading, record):
        return Identity(name, record)
    here = {"title": record.made.title, "name": document.slug or source.name}
    if own and document.slug:
        raise ValidationError(
            _(
                "“%(title)s” is already here under the name “%(name)s”, and this file has another title, licence, "
                "people or text: give it another “slug”, or change one thing at a time."
            )
            % here
        )
    longer = f"{name[: LONGEST // 2]}#{slugify(source.path.stem if own else document.title)[: LONGEST // 3]}"
    note = _(
        "“%(title)s” came in from a file of the same name (%(name)s), with another title, licence, people or text: "
        "this one became a guide of its own. If it is the same guide, keep one of them."
    )
    record = _record(longer)
    if record and record.was_deleted:
        return Identity(longer, was_deleted=True)
    return Identity(longer, record, "" if record else note % here)


def _of_its_uuid(guide: GuidePage, name: str) -> Identity:
    """Its record, under the name that it came in by; a name that another guide came in by is left to that one."""
    record = ImportRecord.objects.select_related("page").filter(page=guide).first()
    free = name if _record(name) is None else f"uuid:{guide.uuid}"
    return Identity(record.source if record else free, record, guide=guide)


def guide_of(record: ImportRecord) -> GuidePage:
    """The guide of a record that has a page."""
    page: Any = record.made
    guide: GuidePage = page.guidepage
    return guide


def _record(name: str) -> ImportRecord | None:
    return ImportRecord.objects.known(name)


def _is_another(reading: Reading, record: ImportRecord) -> bool:
    """Whether more changed than one may. The words, which take longest, are looked at when they decide."""
    document = reading.guide
    was = _fields_then(record)
    changed = [
        normalize(was["title"]) != normalize(document.title),
        _licence_changed(reading, was, record),
        _people_changed(document, was),
    ]
    return sum(changed) > _MOST_CHANGED or (sum(changed) == _MOST_CHANGED and _text_changed(document, was))


def _fields_then(record: ImportRecord) -> Mapping[str, Any]:
    """The fields of its guide as a revision holds them: those of the import, else the latest that there are."""
    revision = record.revision or record.made.latest_revision
    fields: Mapping[str, Any] = revision.content if revision else guide_of(record).serializable_data()
    return fields


def _licence_changed(reading: Reading, was: Mapping[str, Any], record: ImportRecord) -> bool:
    """Whether two licences are known and differ; what one of them leaves open is no change."""
    if was["licence"] and reading.guide.licence:
        return bool(was["licence"] != reading.guide.licence)
    now, then = normalize(str(reading.stated_licence)), normalize(record.stated_licence)
    return bool(now and then and not reading.guide.licence and not was["licence"] and now != then)


def _people_changed(document: GuideDocument, was: Mapping[str, Any]) -> bool:
    """Whether not one name is the same."""
    now = {normalize(credit.name) for credit in document.credits}
    then = {normalize(row["name"]) for row in was["credits"]}
    return bool(now and then and not now & then)


def _text_changed(document: GuideDocument, was: Mapping[str, Any]) -> bool:
    steps = [block["value"] for block in json.loads(was["steps"])]
    now = _words(" ".join(step.title + " " + step.text for step in document.steps))
    then = _words(" ".join(step["title"] + " " + step["text"] for step in steps))
    return bool(now and then) and len(now & then) < _LEAST_SHARED * min(len(now), len(then))


def _words(html: str) -> set[str]:
    return set(_WORD.findall(normalize(_TAG.sub(" ", html))))
