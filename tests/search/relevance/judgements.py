"""What people type, and what is right for it: read from `queries/`, one file a kind, one block a query.

    faire de la radio
        reader fr, hard, beside
        3 guide:fabriquer-une-emission-de-radio
        2 event:le-studio-est-ouvert association:radio-ressac
        3 where kind=video may=sell

The first line is what is typed. `reader` is the language of the page; `hard` is said of what shares few words with its
answer; `beside`, that every right item lies beside the checkout, so that without that folder nothing can be asked.
Grades: 3 the right item, of which there may be several; 2 a good answer; 1 related; what is not named is 0. `where`
grades all that fits: for a licence or an opening word hundreds of items may be as right.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from licences.search_facets import permissions_of
from markup.normalize import normalize
from tests.search.relevance import corpus, outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from search.documents import SearchDocument

FOLDER = Path(__file__).with_name("queries")
# Written by somebody who had seen neither the judged queries nor the search, to be tuned on as well.
PRACTICE = Path(__file__).with_name("practice")
KINDS = (
    "question", "stopwords", "type", "synonym", "abbreviation", "twin", "intent", "misspelt", "typing", "inclusive",
    "breton", "forms", "unfinished", "name", "days",
)  # fmt: skip
READERS = ("fr", "en")
GRADES = (1, 2, 3)
RIGHT, GOOD = 3, 2
HALVES = ("tune", "unseen")
# Chosen once, before anything was measured, among the first hundred numbers: the one that halves each kind best.
SALT = "4"
_INDENT = "    "
_FLAGS = {"hard", "beside"}


@dataclass(frozen=True, slots=True)
class Query:
    """One block. `lines` are its judgements as they are written: a grade, then ids or conditions."""

    text: str
    kind: str
    reader: str
    hard: bool
    beside: bool
    lines: tuple[tuple[int, str], ...]

    @property
    def half(self) -> str:
        """Which half it belongs to, by its words alone: another query changes nothing for it."""
        return half_of(self.text, self.reader)


def half_of(text: str, reader: str, salt: str = "") -> str:
    digest = hashlib.sha256(f"{salt or SALT}\n{reader}\n{text}".encode()).digest()
    return HALVES[digest[0] % 2]


@cache
def queries() -> tuple[Query, ...]:
    """All of them, by kind and then as they are written."""
    return tuple(query for kind in KINDS for query in read(kind, (FOLDER / f"{kind}.txt").read_text(encoding="utf-8")))


@cache
def practice() -> tuple[Query, ...]:
    """The practice queries whose right items are there: all belong to those that are tuned on."""
    files = sorted(PRACTICE.rglob("*.txt"))
    read_all = [query for file in files for query in read(file.stem, file.read_text(encoding="utf-8"))]
    return tuple(query for query in read_all if outside.is_there() or not query.beside)


def askable() -> tuple[Query, ...]:
    """Those that have a right item in the corpus that is there."""
    return tuple(query for query in queries() if outside.is_there() or not query.beside)


def read(kind: str, text: str) -> Iterator[Query]:
    """The blocks of a file. Raises ValueError for a line that is none."""
    for block in re.split(r"\n\s*\n", text.strip()):
        first, *rest = (line for line in block.splitlines() if not line.startswith("#"))
        if any(not line.startswith(_INDENT) for line in rest) or not rest:
            message = f"{kind}: the lines under “{first}” are not indented by four spaces."
            raise ValueError(message)
        said, *judged = (line.strip() for line in rest)
        reader, *flags = re.split(r",\s*", said.removeprefix("reader "))
        if reader not in READERS or not set(flags) <= _FLAGS:
            message = f"{kind}: “{said}” says no reader."
            raise ValueError(message)
        lines = tuple((int(line[0]), line[1:].strip()) for line in judged)
        yield Query(first, kind, reader, "hard" in flags, "beside" in flags, lines)


def grades_of(query: Query, documents: Mapping[str, SearchDocument]) -> dict[str, int]:
    """The grade of each document that has one, by id; the best where two lines grade it."""
    grades: dict[str, int] = {}
    for grade, line in query.lines:
        for id_ in ids_of(line, documents):
            grades[id_] = max(grade, grades.get(id_, 0))
    return grades


def ids_of(line: str, documents: Mapping[str, SearchDocument]) -> Iterable[str]:
    """The ids that a line names, those that are there; `where` names all that fit."""
    if not line.startswith("where "):
        return [id_ for id_ in line.split() if id_ in documents]
    tests = list(map(_condition, line.removeprefix("where ").split()))
    return [id_ for id_, document in documents.items() if all(test(document) for test in tests)]


def named_ids(query: Query) -> Iterator[str]:
    """Ids as they are written, there or not."""
    for _grade, line in query.lines:
        if not line.startswith("where "):
            yield from line.split()


def _condition(text: str) -> Callable[[SearchDocument], bool]:
    name, sign, value = re.fullmatch(r"(\w+)([=~])(.+)", text).groups()  # type: ignore[union-attr]
    if sign == "~":
        pattern = re.compile(rf"\b(?:{value})")
        return lambda document: pattern.search(normalize(_TEXTS[name](document))) is not None
    wanted = set(value.split(","))
    return lambda document: wanted <= set(_KEYS[name](document))


_TEXTS: Mapping[str, Callable[[SearchDocument], str]] = {
    "title": lambda document: document.title,
    "words": lambda document: " \n".join((document.title, *document.words)),
}
_KEYS: Mapping[str, Callable[[SearchDocument], Iterable[str]]] = {
    "type": lambda document: (document.type,),
    "kind": lambda document: document.facets.get("medium", ()),
    "may": permissions_of,
    "lang": lambda document: (document.language,),
    "here": lambda document: ("yes" if "here" in document.facets.get("held", ()) else "no",),
}


@cache
def documents() -> Mapping[str, SearchDocument]:
    """The whole corpus, by id."""
    return {document.id: document for document in corpus.documents()}
