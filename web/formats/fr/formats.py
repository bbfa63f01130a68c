"""How French writes a moment where Django writes it otherwise: “14 mars 2026 à 9:05”."""

from __future__ import annotations

DATETIME_FORMAT = r"j F Y \à G:i"
