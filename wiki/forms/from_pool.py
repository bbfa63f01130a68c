"""What the fields that take pictures and files of the pool share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from wiki.forms.pool_panel import taken
from wiki.pool import Refused
from wiki.references import References

if TYPE_CHECKING:
    from wiki.forms.pool_panel import Sent


class PoolField(forms.Field):
    """What comes in a panel is taken into the library once for a form, whatever else is wrong with it."""

    def __init__(self, *, user: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._begin(References(user))

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """A form's own: what one person's fields refer to is no other person's."""
        copied: Any = super().__deepcopy__(memo)
        copied._begin(References(self.references.user))  # noqa: SLF001 -- of its own class
        return copied

    def _begin(self, references: References) -> None:
        self._taken: dict[str, Any] = {}
        self.references = references

    @property
    def references(self) -> References:
        """What the field refers to is looked up there, together with the others of a form when it is shared."""
        return self._references

    @references.setter
    def references(self, references: References) -> None:
        self._references = references
        self.widget.references = references

    def beside(self, sent: Sent, *, own_licence: str = "", language: str = "") -> Any:
        """What came in the panel: shown by its shelf, or Refused; None where nothing did."""
        if sent.name not in self._taken and sent.is_something:
            refs = self.references
            own_licence, language = own_licence or refs.licence(), language or refs.language()
            try:
                item = taken(sent, user=refs.user, own_licence=own_licence, language=language)
                refs.known[sent.shelf.PART].add(item.key)
                self._taken[sent.name] = item
            except Refused as refused:
                self._taken[sent.name] = refused
        return self._taken.get(sent.name)
