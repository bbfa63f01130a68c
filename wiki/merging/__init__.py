"""The three-way merge of a page's content: field by field, row by row, paragraph by paragraph. Pure: no database.

    merged = merge(shapes, base=…, mine=…, theirs=…, choices={key: "mine" | "theirs" | "both"})
    merged.content      what the page would be; while a collision is unanswered it holds mine there
    merged.collisions   what both changed, each time differently, and no choice has settled: in the order of the page

`base` is the content that the person began from, `mine` what they send, `theirs` the page as it is now. A content is
plain JSON: {name of field: value}. `shapes` says what each field is, a name without one being an `ATOM`:

    {"title": Shape.ATOM, "summary": Shape.TEXT, "themes": Shape.VALUES, "objectives": Shape.ITEMS,
     "credits": Shape.ITEMS,
     "steps": Rows({"step": Fields({"title": Shape.ATOM, "text": Shape.RICH, "files": Shape.ITEMS})}),
     "body": Rows({"paragraph": Shape.RICH})}

A `Collision` has a `key` that stays the same when the same merge is done again, so that choices made once hold and
only what is new is asked; a `path` of names and rows' ids, such as ("steps", "<id>", "text"); the three values of the
region alone (not of the whole field); a `kind`; and the `offered` choices. "both" is theirs, then mine.

With `every`, also what theirs alone changed is asked, and stays as mine has it until it is chosen: whoever looks after
a copy decides, passage by passage, what of its original to take over.

Theirs comes first wherever both are kept, because readers have seen it there: what is new goes after what is known.
"""

from wiki.merging.collisions import Choice, Collision, Kind
from wiki.merging.merge import Merged, merge
from wiki.merging.shapes import Fields, Rows, Shape

__all__ = ["Choice", "Collision", "Fields", "Kind", "Merged", "Rows", "Shape", "merge"]
