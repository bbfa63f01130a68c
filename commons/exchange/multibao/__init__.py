"""multiBàO's free-form sheets: the headings that French facilitators use, put where a guide keeps each thing."""

from commons.exchange.multibao.reader import read_multibao

__all__ = ["read_multibao"]
