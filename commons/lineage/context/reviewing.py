"""What a reviewer sees of an adaptation that was never public: what its author changed of the original."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.lineage.domain.comparing import CannotCompare, version_that_anybody_may_read
from commons.lineage.kinds import adaptable, page_number
from design.addresses import address
from licences.records.sources import SourceKind, version_in
from wiki.context.review import Model
from wiki.public import pages_shown
from wiki.revisions import page_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def model_of(written: Any) -> Model | None:
    """The original in the very version that an adaptation remembers, of the same kind and language, as anybody may read
    it. A translation has none: every word of it is another.
    """
    for row in _adapted(getattr(written, "sources", ())):
        original = pages_shown(None).filter(pk=page_number(row["item"])).first()
        if original is None:
            continue
        try:
            version = version_that_anybody_may_read(original, version_in(row))
        except CannotCompare:
            continue
        state: Any = page_in(version.revision)
        settings = adaptable(state)
        if settings and type(state) is type(written) and state.language == written.language:
            # What no adaptation carries along was taken off by nobody.
            for name, value in settings.own.items():
                setattr(state, name, value)
            return Model(state, state.title, address(original), state.language, version.at)
    return None


def _adapted(rows: Iterable[Mapping[str, str]]) -> Iterable[Mapping[str, str]]:
    return [
        row for row in rows if row["kind"] == SourceKind.ADAPTATION and version_in(row) and page_number(row["item"])
    ]
