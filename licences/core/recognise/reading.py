"""From a text to the one licence it names."""

from __future__ import annotations

from licences.core.recognise import problems
from licences.core.recognise.address import ADDRESS, read_address, trimmed
from licences.core.recognise.answer import Recognition
from licences.core.recognise.known import known_name
from licences.core.recognise.naming import identify, merge
from licences.core.recognise.runs import runs_of_name
from licences.core.recognise.scan import may_begin, words
from licences.core.recognise.statements import find_statements

_LONGEST_NAME = 400


def recognise(text: str) -> Recognition:
    """Give the licence a text names, in French or English, as a name, an address, an SPDX identifier or a sentence.

    A licence is given only when it is certain. A name without version ("CC BY-SA") names none: its versions are the
    candidates. Text of any length and content is answered, in time linear in its length; nothing is raised.
    """
    text = text.strip()
    if not text:
        return Recognition(None, problems.EMPTY)
    if tool := known_name(text):
        return Recognition(tool)
    return _address(text) or _name(text) or _sentence(text)


def _address(text: str) -> Recognition | None:
    bare = trimmed(text.strip("<>()[]\"'"))
    if ADDRESS.fullmatch(bare):
        return read_address(bare) or Recognition(None, problems.UNKNOWN)
    return None


def _name(text: str) -> Recognition | None:
    first = next(words(text), None)
    if first is None or not may_begin(first) or len(text) > _LONGEST_NAME or ADDRESS.search(text):
        return None
    runs = runs_of_name(list(words(text)))
    return merge([identify(run.naming()) for run in runs]) if runs else None


def _sentence(text: str) -> Recognition:
    statements = find_statements(text)
    if not statements:
        return Recognition(None, problems.UNKNOWN)
    return merge([statement.recognition for statement in statements])
