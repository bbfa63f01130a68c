"""What the page that recognises a licence shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from legaltools import catalogue
from legaltools.metadata import read_metadata
from legaltools.provenance import find_provenance
from legaltools.recognise import find_statements, recognise
from licences.assistants.metadata import metadata_context
from licences.assistants.provenance import provenance_context
from licences.context.catalogue import card, licence_url
from web.languages import current_language

if TYPE_CHECKING:
    from legaltools.metadata import Reading
    from legaltools.provenance import Provenance
    from legaltools.recognise import Recognition, Statement

LONGEST_TEXT = 200_000
MOST_STATEMENTS, LONGEST_QUOTE = 20, 160
# The problems of a text that names no licence at all.
NO_LICENCE = {"unknown", "no-licence", "copyright-only"}
EXAMPLES = (
    "CC BY-SA 4.0",
    "http://creativecommons.org/licenses/by-nc-sa/3.0/fr/deed.fr?ref=chooser",
    "© Zoé Le Bris, sous licence Creative Commons Attribution",
    "Image trouvée sur Google Images",
    "Licence Art Libre 1.3",
    "Tous droits réservés",
)


def too_long(text: str) -> str:
    """A sentence when the text is longer than is read here; "" otherwise."""
    if len(text) <= LONGEST_TEXT:
        return ""
    return _("This text is very long. Paste the part that names the licence, {count} characters at most.").format(
        count=LONGEST_TEXT
    )


def recognise_context(text: str, *, share_url: str, refused: str = "") -> dict[str, Any]:
    """The form as it was sent, and the answer. The kept text is cut where it is too long to be read.

    `refused` is a sentence about a file that could not be read.
    """
    context: dict[str, Any] = {
        "nav": "licences",
        "text": text[:LONGEST_TEXT],
        "too_long": too_long(text),
        "refused": refused,
        "examples": EXAMPLES,
        "share_url": share_url,
    }
    return context if context["too_long"] or not text else context | _answer(text)


def _answer(text: str) -> dict[str, Any]:
    reading = read_metadata(text)
    # What only machines write names a licence several times, and no sentence of it is for people.
    statements = () if reading and reading.format in {"xmp", "jsonld"} else find_statements(text)
    shown = statements[:MOST_STATEMENTS] if len(statements) > 1 else []
    return {
        **_read(text, reading),
        "statements": [_shown(statement, text) for statement in shown],
        "statement_count": len(statements),
    }


def _read(text: str, reading: Reading | None) -> dict[str, Any]:
    """What the text says: to machines where it does, which is certain; else to people."""
    answer = recognise(text)
    shown = {"metadata": metadata_context(reading) if reading else None}
    if reading and reading.work.licence:
        tool = reading.work.licence
        return shown | {"exact": card(tool), "verdict": _("It is {label}.").format(label=tool.label)}
    provenance = provenance_of(answer, text)
    return shown | {
        "provenance": provenance_context(provenance) if provenance else None,
        "exact": card(answer.tool) if answer.tool else None,
        "problem": answer.problem.text(current_language()) if answer.problem and not provenance else "",
        "verdict": provenance.headline(current_language()) if provenance else _verdict(answer),
        "candidates": [card(catalogue.get(key)) for key in answer.candidates],
    }


def provenance_of(answer: Recognition, text: str) -> Provenance | None:
    """What to do with something found, where the text names no licence that could be meant."""
    code = answer.problem.code if answer.problem else ""
    names_none = answer.tool.is_reserved if answer.tool else code in NO_LICENCE
    return find_provenance(text) if names_none else None


def _verdict(answer: Recognition) -> str:
    if answer.tool:
        return _("It is {label}.").format(label=answer.tool.label)
    if answer.problem and answer.problem.code == "unlisted":
        return _("A licence that is not in our catalogue.")
    return _("Not certain yet.") if answer.candidates else _("No licence recognised.")


def _shown(statement: Statement, text: str) -> dict[str, str]:
    recognition = statement.recognition
    return {
        "quote": text[statement.start : statement.end][:LONGEST_QUOTE],
        "label": recognition.tool.label if recognition.tool else "",
        "url": licence_url(recognition.tool) if recognition.tool else "",
        "problem": recognition.problem.text(current_language()) if recognition.problem else "",
    }
