"""What a search engine must do, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from search.documents import SearchDocument
    from search.query import SearchQuery
    from search.results import Hit, Suggestion
    from search.understanding.days import SaidDays
    from search.understanding.question import Interpretation

Progress = Callable[[int], None]
Failures = Mapping[str, Exception]


class Entry(NamedTuple):
    """A document with all its facets worked out, and the labels of its keys as words to be found by.

    `facets` holds the keys that it is counted under, `numbers` and `days` what facets of those kinds compare.
    """

    document: SearchDocument
    facets: Mapping[str, Sequence[str]]
    keywords: Sequence[str]
    numbers: Mapping[str, int]
    days: Mapping[str, Sequence[date]]


class RebuildResult(NamedTuple):
    """How many documents a new index holds, and those that it could not take, by id, with the error."""

    indexed: int
    refused: Failures


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """What an engine answers: one page of hits, and the counts of each facet by key.

    `suggestion` is another wording that finds something; `corrected`: nothing has the words as they were typed, and the
    answer is for that wording. `relaxed`: nothing has all the words, these have some of them. `days` are those that
    some of the words say; `on_no_day`: nothing is on then, the answer is for the words. `meant` is how the question was
    understood, to tell why an item answers. `trouble`: the engine is away, and another answered; `is_simpler`: with
    less understanding than usual.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str = ""
    relaxed: bool = False
    corrected: bool = False
    days: SaidDays | None = None
    on_no_day: bool = False
    meant: Interpretation | None = field(default=None, compare=False)
    trouble: EngineUnavailable | None = None
    is_simpler: bool = False


class EngineUnavailable(Exception):
    """The engine cannot be asked or written to; the message tells an operator why."""


class EngineBusy(Exception):
    """Another process is writing, and will have seen to what is waiting."""


class ConfigurationProblem(NamedTuple):
    """What an operator must mend before the engine can work, and how."""

    message: str
    hint: str


class IndexMissing(EngineUnavailable):
    """There is no usable index, and only a rebuild helps; EngineUnavailable alone says that it cannot be written."""


class Turn(NamedTuple):
    """The last writer of an index that several machines share, by its number; `is_over`: it writes no more."""

    number: int
    is_over: bool


class SpareEngine(Protocol):
    """What answers while an engine is away."""

    def search(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        """See `Engine.search`. Needs no index, and raises nothing but what the database raises."""


class Engine(Protocol):
    """One index. Methods raise EngineUnavailable when there is none; any other error is a bug or a broken machine.

    `seconds_to_recover` is how long a web process may spend, once its answer is sent, on making a missing index again;
    0 leaves that to a timer or an operator. `changes_while_rebuilding`: a change that is made while it is rebuilt, by
    the same process, is in the index in use at once and in the new one too; elsewhere it has to wait.
    """

    @property
    def name(self) -> str: ...

    @property
    def seconds_to_recover(self) -> float: ...

    @property
    def changes_while_rebuilding(self) -> bool: ...

    def search(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        """Answer one page of a question, with the counts of the facets named.

        `language` is the reader's: of items that answer as well, those in it come first, and of the versions of one
        work that answer only one is a hit, in that language where there is one. Each hit tells the others.

        Of items that answer equally, in relevance or in the order that is asked for, that of most
        `search.engines.order.recency` comes first, so that pages never overlap and engines agree. Scores that differ by
        less than a hundredth may count as equal: sums of the same numbers, added in another order, differ by rounding.
        """

    def suggest(self, text: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Titles that contain the words typed so far, the last of which may be unfinished."""

    def writer(self, wait: float = 0) -> AbstractContextManager[None]:
        """The right to write, one process and thread at a time.

        Raises EngineBusy when another has it for longer than `wait` seconds; below 0, it waits as long as it takes.
        """

    def patiently(self) -> AbstractContextManager[None]:
        """Within the block nobody waits for the engine, and what it does may take minutes rather than seconds."""

    def change(self, *, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        """Replace or add documents and remove others by id; those that it cannot take, by id, with the error.

        The caller holds the `writer`. When it returns, the changes are durable.
        """

    def rebuild(self, entries: Iterable[Entry], *, progress: Progress) -> RebuildResult:
        """Make a new index from all the documents and put it in the place of the old one in one step.

        The caller holds the `writer`. Whatever is raised meanwhile leaves the old index in use.
        """

    def catching_up(self) -> AbstractContextManager[bool]:
        """Whether something was written that this index has missed, by a program of another schema: it is compared with
        the database within the block. At its end that is noted, unless it raised, or something was written meanwhile.
        """

    def retire_others(self, *, at_once: bool = False) -> Sequence[str]:
        """Note that the program of this schema is there, and delete the indices of schemas whose program was not there
        for a day, or all but this one `at_once`; their names. Raises EngineBusy while another process writes.
        """

    def contents(self) -> Mapping[str, int]:
        """The id of every document with its fingerprint as it was indexed; 0 for one that is there twice."""

    def fingerprint(self, entry: Entry) -> int:
        """A number that tells whether anything of an entry has changed; never 0."""

    def check(self) -> None:
        """Raise EngineUnavailable unless questions can be answered now; IndexMissing when only a rebuild helps."""

    def problems(self) -> Sequence[ConfigurationProblem]:
        """What its settings lack; asked when the site starts, so nothing slow."""


class SharedEngine(Engine, Protocol):
    """One whose index is on no machine of the site: a machine may keep a copy of it."""

    def turn(self) -> Turn:
        """Who wrote last. While that is the same and over, the index is what it was."""
