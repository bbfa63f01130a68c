"""A tagged PDF of A5 pages imposed two on each side of A4 sheets, in the order of a fold, with its tags.

Pages move and tags stay: what reads a PDF aloud follows the structure tree (ISO 14289-1, 7.2), which tells the text in
its own order, wherever on the sheets its pieces lie. Two pages that share a side become one content stream, in which
each piece of marked content has a number of its own (ISO 32000-1, 14.7.4.2); the tags name it by the new one.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A4 on its side, in points.
WIDTH, HEIGHT = Decimal("841.89"), Decimal("595.276")
HALF = WIDTH / 2
# Which resources an operator names.
_NAMES = {
    b"Do": "/XObject", b"Tf": "/Font", b"gs": "/ExtGState", b"sh": "/Shading", b"cs": "/ColorSpace",
    b"CS": "/ColorSpace", b"scn": "/Pattern", b"SCN": "/Pattern", b"BDC": "/Properties", b"DP": "/Properties",
}  # fmt: skip
# What is looked for in a content stream: whole strings, to be passed over with all that follows them up to the next
# string or name; the beginning of a string that has brackets inside; a number of marked content; a name before the
# operator that takes it, with the size of a font between.
_PIECE = re.compile(
    rb"(?:\((?:[^()\\]++|\\.)*+\)[^(/]*+)++|(?P<bracket>\()|/MCID\s+(?P<mcid>\d+)|"
    rb"(?P<name>/[^\s()<>\[\]{}/%]++)(?=\s+(?:[-+.\d]+\s+(?P<font>Tf)|(?P<operator>Do|gs|sh|cs|CS|scn|SCN|BDC|DP))\b)",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(rb"\\.|[()]", re.DOTALL)
# Of the right page, so that both may call a font by one name.
_RIGHT = "right-"


@dataclass(slots=True)
class _Side:
    """One side of a sheet while it is put together."""

    page: Dictionary
    content: list[bytes] = field(default_factory=list)
    tagged: list[Any] = field(default_factory=list)
    annotations: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a page went: onto which side, how far to the right, and what is added to its numbers of marked content."""

    page: Dictionary
    right: Decimal
    numbers: int


def booklet(tagged: bytes) -> bytes:
    """The A5 pages of `tagged`, a PDF of Typst, to print on both sides and fold: tagged as it was."""
    with pikepdf.open(io.BytesIO(tagged)) as pdf:
        _impose(pdf)
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def fold(pages: int) -> list[list[int]]:
    """Which two pages stand side by side on each side of a sheet; 0 is a blank page. The last page, which has the
    credits and the code, is the back of the booklet.

    >>> fold(5)
    [[5, 1], [2, 0], [0, 3], [4, 0]]
    """
    whole = -(-pages // 4) * 4
    order = [*range(1, pages), *[0] * (whole - pages), pages] if pages > 1 else [1, 0, 0, 0]
    sides = [(order[-1 - n], order[n]) if n % 2 == 0 else (order[n], order[-1 - n]) for n in range(whole // 2)]
    return [list(side) for side in sides]


def _impose(pdf: pikepdf.Pdf) -> None:
    single = [page.obj for page in pdf.pages]
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    moved: dict[tuple[int, int], _Moved] = {}
    sides = []
    for two in fold(len(single)):
        side = _side(pdf)
        for right, number in enumerate(two):
            if number:
                page = single[number - 1]
                moved[page.objgen] = _put(side, page, parents, right=bool(right))
        sides.append(side)
    for page in single:
        del parents[int(page.StructParents)]
    for side in sides:
        _finished(pdf, side, parents)
    _follow_tags(_dictionary(pdf.Root.StructTreeRoot), moved)
    _follow_links(pdf, moved)
    del pdf.pages[: len(single)]


def _side(pdf: pikepdf.Pdf) -> _Side:
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    page = pdf.pages[-1].obj
    page.Resources = Dictionary()
    page.Tabs = Name.S
    return _Side(page)


def _put(side: _Side, page: Dictionary, parents: pikepdf.NumberTree, *, right: bool) -> _Moved:
    moved = _Moved(side.page, HALF if right else Decimal(0), len(side.tagged))
    renamed = _resources(_dictionary(side.page.Resources), _dictionary(page.Resources), prefix=_RIGHT if right else "")
    content = _content(page)
    if right:
        content = renamed_content(content, renamed, moved.numbers)
    # What hangs over its edge must not be drawn on its neighbour.
    placed = b"q 1 0 0 1 %s 0 cm 0 0 %s %s re W n\n" % tuple(str(one).encode() for one in (moved.right, HALF, HEIGHT))
    side.content.append(placed + content + b"\nQ\n")
    side.tagged += list(parents[int(page.StructParents)])
    for annotation in page.get("/Annots", Array()):
        for corners in ("/Rect", "/QuadPoints"):
            _shift(_dictionary(annotation), corners, moved.right)
        side.annotations.append(annotation)
    return moved


def _resources(into: Dictionary, other: Dictionary, *, prefix: str) -> dict[tuple[str, str], str]:
    """Both pages' resources in one dictionary; gives the new name of each of this page's, by kind and old name."""
    renamed = {}
    for kind, held in other.items():
        if isinstance(held, Dictionary):
            if kind not in into:
                into[kind] = Dictionary()
            for name, value in held.items():
                renamed[kind, name] = f"/{prefix}{name.lstrip('/')}"
                into[kind][renamed[kind, name]] = value
    return renamed


def _content(page: Dictionary) -> bytes:
    contents = page.get("/Contents", Array())
    return b"\n".join(one.read_bytes() for one in (contents if isinstance(contents, Array) else (contents,)))


def renamed_content(content: bytes, renamed: Mapping[tuple[str, str], str], numbers: int) -> bytes:
    """A content stream that calls resources by their new names, by kind and old name, with `numbers` added to those of
    its marked content. By its bytes: a parser makes an object of each of ten thousand letters.
    """
    made, taken, at = [], 0, 0
    while piece := _PIECE.search(content, at):
        at = piece.end()
        if piece["bracket"]:
            at = _end_of_string(content, piece.start())
        elif piece["mcid"]:
            made += [content[taken : piece.start("mcid")], str(int(piece["mcid"]) + numbers).encode()]
            taken = at
        elif name := piece["name"]:
            kind = _NAMES[piece["font"] or piece["operator"]]
            made += [content[taken : piece.start()], renamed.get((kind, name.decode()), name.decode()).encode()]
            taken = at
    return b"".join([*made, content[taken:]])


def _end_of_string(content: bytes, start: int) -> int:
    """Brackets in pairs belong to the string (ISO 32000-1, 7.3.4.2). Raises ValueError for one that never ends."""
    depth = 0
    for mark in _IN_BRACKETS.finditer(content, start):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if not depth:
            return mark.end()
    message = f"A string that begins at {start} never ends."
    raise ValueError(message)


def _finished(pdf: pikepdf.Pdf, side: _Side, parents: pikepdf.NumberTree) -> None:
    root = pdf.Root.StructTreeRoot
    side.page.Contents = pdf.make_stream(b"".join(side.content))
    if side.annotations:
        side.page.Annots = Array(side.annotations)
    if side.tagged:
        key = int(root.ParentTreeNextKey)
        side.page.StructParents = key
        parents[key] = Array(side.tagged)
        root.ParentTreeNextKey = key + 1


def _shift(holder: Dictionary, name: str, right: Decimal) -> None:
    """Corners of rectangles: every other number is counted from the left."""
    if name in holder:
        numbers = [Decimal(str(number)) for number in holder[name]]
        holder[name] = Array([number if at % 2 else number + right for at, number in enumerate(numbers)])


def _follow_tags(root: Dictionary, moved: dict[tuple[int, int], _Moved]) -> None:
    waiting = [root]
    while waiting:
        tag = waiting.pop()
        went = _went(tag, moved)
        for attributes in _several(tag.get("/A")):
            if went and isinstance(attributes, Dictionary):
                _shift(attributes, "/BBox", went.right)
        below = [_followed(kid, went, moved, waiting) for kid in _several(tag.get("/K"))]
        if below:
            tag.K = Array(below)


def _followed(kid: Any, went: _Moved | None, moved: dict[tuple[int, int], _Moved], waiting: list[Dictionary]) -> Any:
    """What a tag holds: a tag, which waits its turn, or what it marks, by number, on its page or on one of its own."""
    if not isinstance(kid, Dictionary):
        return int(kid) + (went.numbers if went else 0)
    if str(kid.get("/Type", "/StructElem")) == "/StructElem":
        waiting.append(kid)
    elif (own := _went(kid, moved) or went) and "/MCID" in kid:
        kid.MCID = int(kid.MCID) + own.numbers
    return kid


def _went(holder: Dictionary, moved: dict[tuple[int, int], _Moved]) -> _Moved | None:
    went = moved.get(holder.Pg.objgen) if "/Pg" in holder else None
    if went:
        holder.Pg = went.page
    return went


def _dictionary(value: Any) -> Dictionary:
    """What the format says is one; pikepdf knows only while it runs."""
    return cast("Dictionary", value)


def _several(value: Any) -> Iterable[Any]:
    return () if value is None else list(value) if isinstance(value, Array) else [value]


def _follow_links(pdf: pikepdf.Pdf, moved: dict[tuple[int, int], _Moved]) -> None:
    """Bookmarks, links from one page to another, and the places that links call by a name."""
    for holder in pdf.objects:
        if isinstance(holder, Dictionary):
            for name in ("/Dest", "/D"):
                _lead(holder.get(name), moved)
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        for there in pikepdf.NameTree(pdf.Root.Names.Dests).values():
            _lead(there, moved)


def _lead(there: Any, moved: dict[tuple[int, int], _Moved]) -> None:
    if isinstance(there, Array) and len(there) > 0 and isinstance(there[0], Dictionary):
        went = moved.get(there[0].objgen)
        if went:
            there[0] = went.page
            if len(there) > 2 and str(there[1]) == "/XYZ":  # noqa: PLR2004 -- page, how, left, top, zoom
                there[2] = Decimal(str(there[2])) + went.right
