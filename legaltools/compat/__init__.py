"""What a work made of others may carry, where it may be put, and why: `data/compatibility.json`, folded."""

from legaltools.compat.engine import carry, collection, mix
from legaltools.compat.intents import INTENTS, Advice, Intent, UnknownIntent, advise
from legaltools.compat.model import Answer, CollectionAnswer, Mix, Reason, Result, SourceWork, Target, Use, Verdict

__all__ = [
    "INTENTS",
    "Advice",
    "Answer",
    "CollectionAnswer",
    "Intent",
    "Mix",
    "Reason",
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
]
