"""Finding the licences that a text names: in its prose, and in the addresses that its links lead to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from legaltools.recognise import doubts, problems
from legaltools.recognise.address import ADDRESS, read_address, trimmed
from legaltools.recognise.answer import Recognition, Statement
from legaltools.recognise.context import Context
from legaltools.recognise.naming import agrees, identify
from legaltools.recognise.runs import runs_in_prose
from legaltools.recognise.scan import words
from legaltools.recognise.unlisted import find_unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.tool import Tool

# What is not prose: the target of a Markdown link or picture, and of an HTML attribute. File names in them often
# carry the licence of that one file.
_TARGET = re.compile(r"""\]\([^()\s]*|\b(?:src|href)=["'][^"'<>\s]*""", re.IGNORECASE)
# What may stand between a name and the address that makes it exact.
_BETWEEN = re.compile(r"""[\s\[\]()<>:,"'*_»”]*(?:href=)?[\s"'(<]*""")
_LONGEST_BETWEEN = 40
# A text that names more licences than these gives none by itself; each one costs some thousandths of a second.
_MOST_WEIGHED = 300


def find_statements(text: str) -> tuple[Statement, ...]:
    """Find every licence named in a text, in order. A name followed by its address is one statement.

    What a sentence denies, dates, wishes, limits, compares or takes from elsewhere is a problem whose code is one of
    `doubts.DOUBTS`, with the licence among its candidates; a licence that the catalogue does not hold is `unlisted`.
    """
    statements, addresses = named(text)
    read = in_context(text, statements, addresses)[0] if statements else []
    return tuple(sorted([*read, *_unlisted(text, read)], key=lambda one: one.start))


def _unlisted(text: str, read: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the well-known licences that the catalogue does not hold, where nothing else was read."""
    covered = bytearray(len(text))
    for statement in read:
        covered[statement.start : statement.end] = bytes([1]) * (statement.end - statement.start)
    for one in find_unlisted(text):
        if not any(covered[one.start : one.end]):
            recognition = Recognition(None, problems.unlisted([one.label]), name=one.label)
            yield Statement(one.start, one.end, recognition)


def named(text: str) -> tuple[list[Statement], list[Statement]]:
    """Give the licences that are named, whatever is said of them, and all addresses of the text."""
    addresses = list(_addresses(text))
    prose = _apart_from_unlisted(text, list(_prose(text, addresses)))
    statements = [*(s for s in addresses if s.recognition.tool or s.recognition.candidates), *prose]
    return list(_joined(text, sorted(statements, key=lambda statement: statement.start))), addresses


def _apart_from_unlisted(text: str, prose: Sequence[Statement]) -> Sequence[Statement]:
    """Leave out the GPL that was read inside "GNU Affero General Public License 3.0"."""
    covered = bytearray(len(text) if prose else 0)
    for other in find_unlisted(text) if prose else ():
        covered[other.start : other.end] = bytes([1]) * (other.end - other.start)
    return [one for one in prose if not any(covered[one.start : one.end])]


def in_context(
    text: str, statements: Sequence[Statement], addresses: Sequence[Statement] = ()
) -> tuple[list[Statement], Context]:
    """Give the statements as their sentences make them, and what the sentences were read with."""
    spans = [(one.start, one.end) for one in (*statements, *addresses)]
    context = Context(text, list(words(text)), spans)
    weighed = [_in_its_sentence(one, context) for one in statements[:_MOST_WEIGHED]]
    return [*weighed, *(_doubted(one, "unclear") for one in statements[_MOST_WEIGHED:])], context


def _in_its_sentence(statement: Statement, context: Context) -> Statement:
    tool = statement.recognition.tool
    assertion = context.assertion(
        statement.start,
        statement.end,
        is_statement=tool is not None and tool.is_reserved,
        is_exact=tool is not None,
        allowed=_allowed(tool) if tool else (),
    )
    read = _doubted(statement, assertion.doubt) if assertion.doubt else statement
    return replace(read, about=assertion.about)


def _allowed(tool: Tool) -> tuple[str, ...]:
    """Give the lists of words for what the licence allows and a text may yet forbid."""
    copy, sale = ("copy_uses",) * tool.allows_sharing, ("sale_uses",) * tool.allows_sale
    return copy + sale + ("change_uses",) * tool.allows_changes


def _doubted(statement: Statement, code: str) -> Statement:
    """Give the statement with what is said of its licence as the problem, and the licence among the candidates."""
    recognition = statement.recognition
    if not (recognition.tool or recognition.candidates):
        return statement
    keys = (recognition.tool.key,) if recognition.tool else recognition.candidates
    name = problems.label(recognition)
    return replace(statement, recognition=Recognition(None, doubts.doubt(code, [name]), keys, name))


def _addresses(text: str) -> Iterator[Statement]:
    for match in ADDRESS.finditer(text):
        address = trimmed(match[0])
        recognition = read_address(address) or Recognition(None)
        yield Statement(match.start(), match.start() + len(address), recognition)


def _prose(text: str, addresses: Sequence[Statement]) -> Iterator[Statement]:
    """Yield what the prose says, stretch by stretch between addresses and link targets."""
    skipped = sorted([(s.start, s.end) for s in addresses] + [match.span() for match in _TARGET.finditer(text)])
    start = 0
    for begin, end in [*skipped, (len(text), len(text))]:
        if begin > start:
            yield from _stretch(text, start, begin)
        start = max(start, end)


def _stretch(text: str, start: int, end: int) -> Iterator[Statement]:
    for run in runs_in_prose(list(words(text, start=start, end=end))):
        yield Statement(*run.span, identify(run.naming()))


def _joined(text: str, statements: Sequence[Statement]) -> Iterator[Statement]:
    held: Statement | None = None
    for statement in statements:
        one = _as_one(text, held, statement) if held else None
        if held and not one:
            yield held
        held = one or statement
    if held:
        yield held


def _as_one(text: str, first: Statement, second: Statement) -> Statement | None:
    """Give one statement for a name and the address beside it, when they agree; None when they do not."""
    between = text[first.end : second.start]
    if len(between) > _LONGEST_BETWEEN or "\n\n" in between or not _BETWEEN.fullmatch(between):
        return None
    agreed = _agreed(first.recognition, second.recognition) or _agreed(second.recognition, first.recognition)
    return Statement(*_whole_link(text, first.start, second.end), agreed) if agreed else None


def _whole_link(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen `CC BY](https://…` to the Markdown link that it is the inside of."""
    is_link = text[start - 1 : start] == "[" and text[end : end + 1] == ")"
    return (start - 1, end + 1) if is_link else (start, end)


def _agreed(exact: Recognition, vague: Recognition) -> Recognition | None:
    return exact if exact.tool and agrees(exact.tool, vague) else None
