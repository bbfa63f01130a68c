"""Steps, materials, sections: rows of a StreamField compared, each known again by its id wherever it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.blocks import StructBlock

from markup.differences.pairing import in_order
from markup.tree import words_of
from wiki.diff import shown
from wiki.diff.changes import NOTHING, Change, change_of
from wiki.diff.comparisons import LABEL_PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString
    from wagtail.blocks import Block
    from wagtail.blocks.stream_block import StreamValue

Rows = list[dict[str, Any]]


class _Row:
    def __init__(self, bound: Any, row: dict[str, Any], number: int) -> None:
        self.block: Block = bound.block
        self.value: Any = bound.value
        self.content: Any = row["value"]
        self.type: str = row["type"]
        self.number = number

    @property
    def title(self) -> str:
        parts = self.block.child_blocks if isinstance(self.block, StructBlock) else {}
        first = next((name for name in LABEL_PARTS if name in parts), None)
        return str(self.value[first] or "") if first else ""

    @property
    def name(self) -> str:
        """“Step 2, Couper le tissu”: its kind, its place, and the first thing that it says."""
        return ", ".join(filter(None, [f"{self.block.label} {self.number}", self.title]))


def changes_of_rows(before: StreamValue, after: StreamValue, old: Rows, new: Rows) -> list[Change]:
    """Rows in the order of `after`, those that were taken out last. `old` and `new`: their normal forms."""
    were, are = _by_key(before, old), _by_key(after, new)
    were = _matched(were, are)
    stayed = [key for key in are if key in were]
    moved = _moved([key for key in were if key in are], stayed)
    changes = [change for key, row in are.items() if (change := _change(were.get(key), row, is_moved=key in moved))]
    return changes + [_whole(row, "removed") for key, row in were.items() if key not in are]


def _by_key(stream: StreamValue, rows: Rows) -> dict[str, _Row]:
    kept = (bound for bound in stream if bound.block_type in stream.stream_block.child_blocks)
    keyed: dict[str, _Row] = {}
    for number, (bound, row) in enumerate(zip(kept, rows, strict=False), start=1):
        # A form sent twice may repeat an id: the second is a row of its own.
        key = row["id"] if row["id"] not in keyed else f"{row['id']}#{number}"
        keyed[key] = _Row(bound, row, number)
    return keyed


def _matched(were: dict[str, _Row], are: dict[str, _Row]) -> dict[str, _Row]:
    """An import gives rows new ids: one that says the very same, or has the same title, is the one it was."""
    lost = {key: row for key, row in were.items() if key not in are}
    fresh = {key: row for key, row in are.items() if key not in were}
    names: dict[str, str] = {}
    for identity in (_content, _title):
        by_identity = {identity(row): key for key, row in reversed(fresh.items()) if identity(row)}
        for key, row in list(lost.items()):
            new = by_identity.pop(identity(row), None)
            if new is not None:
                names[key] = new
                del lost[key], fresh[new]
    return {names.get(key, key): row for key, row in were.items()}


def _content(row: _Row) -> str:
    return f"{row.type}:{row.content!r}"


def _title(row: _Row) -> str:
    return f"{row.type}:{row.title}" if row.title else ""


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest rows that must have moved to make one order of the other."""
    place = {key: number for number, key in enumerate(old)}
    stayed = in_order([(here, place[key]) for here, key in enumerate(new)])
    return set(new) - {new[here] for here, _place in stayed}


def _change(old: _Row | None, new: _Row, *, is_moved: bool) -> Change | None:
    if old is None:
        return _whole(new, "added")
    parts = _parts(old, new) if old.content != new.content else []
    states = (("moved",) if is_moved else ()) + (("changed",) if parts else ())
    if not states:
        return None
    places = (old.number, new.number) if is_moved else None
    return Change(new.name, kind="row", states=states, moved=places, parts=parts)


def _parts(old: _Row, new: _Row) -> list[Change]:
    if not isinstance(new.block, StructBlock) or type(old.block) is not type(new.block):
        change = change_of("", _html(old.block, old.value), _html(new.block, new.value), is_text=True)
        return [change] if change else []
    changes = (
        change_of(
            str(child.label),
            _html(child, old.value.get(name)),
            _html(child, new.value.get(name)),
            is_text=shown.is_text_block(child),
        )
        for name, child in new.block.child_blocks.items()
        if old.content.get(name) != new.content.get(name)
    )
    return [change for change in changes if change]


def _whole(row: _Row, state: str) -> Change:
    """A row that came or went, with all that it says."""
    html = _parts_of(row)
    pairs = ((NOTHING, text) if state == "added" else (text, NOTHING) for _label, text in html)
    changes = [change_of(label, *pair, is_text=True) for (label, _content), pair in zip(html, pairs, strict=True)]
    return Change(row.name, kind="row", states=(state,), parts=[change for change in changes if change])


def _parts_of(row: _Row) -> list[tuple[str, SafeString]]:
    if not isinstance(row.block, StructBlock):
        return [("", _html(row.block, row.value))]
    parts = ((str(child.label), child, row.value.get(name)) for name, child in row.block.child_blocks.items())
    written = [(label, _html(child, value)) for label, child, value in parts if value not in (None, "", [], False)]
    return [(label, html) for label, html in written if words_of(html) or "<img" in html]


def _html(block: Block, value: Any) -> SafeString:
    return shown.of_block(block, value)
