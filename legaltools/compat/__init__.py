"""What a work made of others may carry, where it may be put, and why: `data/compatibility.json`, folded."""

from legaltools.compat.engine import carry, collection, mix, obstacles
from legaltools.compat.intents import INTENTS, VERDICT_OF, Advice, Intent, Reply, UnknownIntent, advise
from legaltools.compat.model import (
    VERDICTS,
    Answer,
    CollectionAnswer,
    Mix,
    Obstacle,
    Reason,
    Result,
    SourceWork,
    Target,
    Use,
    Verdict,
)

__all__ = [
    "INTENTS",
    "VERDICTS",
    "VERDICT_OF",
    "Advice",
    "Answer",
    "CollectionAnswer",
    "Intent",
    "Mix",
    "Obstacle",
    "Reason",
    "Reply",
    "Result",
    "SourceWork",
    "Target",
    "UnknownIntent",
    "Use",
    "Verdict",
    "advise",
    "carry",
    "collection",
    "mix",
    "obstacles",
]
