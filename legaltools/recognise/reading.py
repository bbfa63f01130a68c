"""From a text to the one licence it names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from legaltools.provenance import find_provenance
from legaltools.recognise import doubts, problems
from legaltools.recognise.address import ADDRESS, read_address, trimmed
from legaltools.recognise.answer import Problem, Recognition, Statement
from legaltools.recognise.names import tool_named
from legaltools.recognise.naming import identify, merge, together
from legaltools.recognise.runs import runs_of_name
from legaltools.recognise.scan import may_begin, words
from legaltools.recognise.statements import in_context, named
from legaltools.recognise.unlisted import find_unlisted, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaltools.recognise.context import Context

_LONGEST_NAME = 400


def recognise(text: str) -> Recognition:
    """Give the licence a text names, as a name, an address, an SPDX identifier or a sentence.

    French and English are read, and the usual statements of Spanish and Portuguese. A licence is given only when it is
    certain: a name without version ("CC BY-SA") names none, its versions are the candidates; a sentence that denies,
    dates, wishes, limits or compares a licence gives none, nor does one with a word that is not understood. Text of any
    length and content is answered, in time linear in its length; nothing is raised.
    """
    text = text.strip()
    if not text:
        return Recognition(None, problems.EMPTY)
    if tool := tool_named(text):
        return Recognition(tool)
    return _address(text) or _name(text) or _sentence(text)


def _address(text: str) -> Recognition | None:
    bare = trimmed(text.strip("<>()[]\"'"))
    if ADDRESS.fullmatch(bare):
        return read_address(bare) or _unlisted(text) or _no_licence(text)
    return None


def _name(text: str) -> Recognition | None:
    first = next(words(text), None)
    if first is None or not may_begin(first) or len(text) > _LONGEST_NAME or ADDRESS.search(text):
        return None
    runs = runs_of_name(list(words(text)))
    return _settled(text, [Statement(*run.span, identify(run.naming())) for run in runs]) if runs else None


def _sentence(text: str) -> Recognition:
    statements, addresses = named(text)
    answer = _settled(text, statements, addresses) if statements else None
    if answer is None or _says_only_rights(answer):
        return _unlisted(text) or answer or _no_licence(text)
    return answer


def _says_only_rights(answer: Recognition) -> bool:
    """Tell what stands beside a licence too: "all rights reserved" (BSD), "public domain" (the Unlicense)."""
    if answer.tool:
        return answer.tool.key == "all-rights-reserved"
    if answer.candidates == ("pdm-1.0", "cc0-1.0"):
        return True
    return answer.problem is not None and answer.problem.code == "copyright-only"


def _unlisted(text: str) -> Recognition | None:
    names = labels(find_unlisted(text))
    if not names:
        return None
    return Recognition(None, problems.unlisted(names), name=", ".join(names))


def _no_licence(text: str) -> Recognition:
    """No licence is named: say what to do when the text tells how the work was found."""
    provenance = find_provenance(text)
    return Recognition(None, Problem("no-licence", provenance.fr, provenance.en) if provenance else problems.UNKNOWN)


def _settled(text: str, named_statements: Sequence[Statement], addresses: Sequence[Statement] = ()) -> Recognition:
    """Give what the statements say together; one that is doubted and one that is given never make a certain one."""
    statements, context = in_context(text, named_statements, addresses)
    given = [one for one in statements if not _is_doubted(one)]
    doubted = [one.recognition for one in statements if _is_doubted(one)]
    if not given:
        return _all_doubted(doubted)
    mentions = [one.recognition for one in given]
    answer = together(mentions) if _speak_of_several(given, context) else merge(mentions)
    contradicting = [one for one in doubted if one.problem and not _is_of_others(one, answer)]
    if answer.tool and any(one.candidates == (answer.tool.key,) for one in contradicting):
        return contradicting[0] if len(contradicting) == 1 else together(contradicting)
    return together([*mentions, *contradicting]) if contradicting else answer


def _is_doubted(statement: Statement) -> bool:
    problem = statement.recognition.problem
    return problem is not None and (problem.code in doubts.DOUBTS or problem is doubts.OTHER_LICENCE)


def _is_of_others(doubted: Recognition, answer: Recognition) -> bool:
    same = answer.tool is not None and answer.tool.key in doubted.candidates
    return same and doubted.problem is not None and doubted.problem.code not in doubts.CONTRADICTING


def _all_doubted(mentions: Sequence[Recognition]) -> Recognition:
    """Several licences that are all denied, or all past, are that together."""
    distinct = list(dict.fromkeys(mentions))
    codes = {one.problem.code for one in distinct if one.problem}
    code = next(iter(codes))
    if len(distinct) == 1 or len(codes) > 1 or code not in doubts.DOUBTS - {"unclear"}:
        return distinct[0] if len(distinct) == 1 else together(distinct)
    keys = dict.fromkeys(key for one in distinct for key in one.candidates)
    return Recognition(None, doubts.doubt(code, [one.name for one in distinct]), tuple(keys))


def _speak_of_several(given: Sequence[Statement], context: Context) -> bool:
    """Tell whether a name without version speaks of something else than the exact one: it is then not its version."""
    return any(_differ(first, second, context) for first, second in pairwise(given))


def _differ(first: Statement, second: Statement, context: Context) -> bool:
    if (first.recognition.tool is None) is (second.recognition.tool is None):
        return False
    things = context.things.get(first.start, ""), context.things.get(second.start, "")
    if all(things) and things[0] != things[1]:
        return True
    return context.coordinated(first.end, second.start)
