"""Facilitation sheets in free Markdown: those of multiBàO, and any that a person wrote without knowing our format."""

from commons.guides.exchange.multibao.reader import read_multibao, read_sheet

__all__ = ["read_multibao", "read_sheet"]
