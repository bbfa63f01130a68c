"""What a pasted page, credit or file says of a work, in plain words, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from legaltools.conflicts import conflicts
from legaltools.credit import credit_html
from legaltools.duties import missing
from legaltools.metadata import xmp_packet
from licences.assistants.addresses import asking
from licences.assistants.credit import duty_row
from licences.assistants.forms import as_data
from web.languages import current_language

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from legaltools.duties import Duty
    from legaltools.metadata import Reading

LONGEST_ADDRESS = 3000
MOST_BYTES = 20_000_000


class NoMetadata(Exception):
    """A file holds nothing to read. The message is a sentence for the person who sent it."""


def packet_of(file: UploadedFile[Any]) -> str:
    """The XMP packet of a file that somebody sent. Raises NoMetadata above MOST_BYTES, and where there is no packet."""
    if (file.size or 0) > MOST_BYTES:
        message = _("This file is too large to be read here: {size} MB at most.")
        raise NoMetadata(message.format(size=MOST_BYTES // 10**6))
    packet = xmp_packet(file.read(MOST_BYTES))
    if not packet:
        raise NoMetadata(_("Nothing is written inside this file about its author or its licence."))
    return packet


def metadata_context(reading: Reading) -> dict[str, Any]:
    """As licences/metadata.html takes it."""
    language, work = current_language(), reading.work
    lacking, broken = missing(work, changed=bool(work.changes)), conflicts(work)
    credit_url = reverse("licence_credit") + asking(as_data(work).items())
    return {
        "format": _called(reading.format),
        "work": work,
        "credit": credit_html(work, language),
        "conflicts": [_row(duty, reading) for duty in broken],
        "breaches": [_row(duty, reading) for duty in lacking if duty.severity == "breach"],
        "courtesies": [_row(duty, reading) for duty in lacking if duty.severity == "courtesy"],
        "credit_url": credit_url if len(credit_url) <= LONGEST_ADDRESS else "",
    }


def _called(form: str) -> str:
    return {
        "xmp": _("Read in XMP, as cameras and image editors write it."),
        "jsonld": _("Read in JSON-LD, as search engines do."),
        "rdfa": _("Read in RDFa, inside the HTML of the page."),
        "markdown": _("Read in a credit written in Markdown."),
    }[form]


def _row(duty: Duty, reading: Reading) -> dict[str, str]:
    """As components/duty_list.html takes it; there is no field here to lead to."""
    return duty_row(duty, reading.work) | {"field_id": ""}
