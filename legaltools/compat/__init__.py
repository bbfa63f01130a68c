"""What a work made of others may carry, where it may be put, and why: `data/compatibility.json`, folded."""

from legaltools.compat.engine import carry, collection, mix
from legaltools.compat.intents import INTENTS, VERDICT_OF, Advice, Intent, Reply, UnknownIntent, advise
from legaltools.compat.model import Answer, CollectionAnswer, Mix, Reason, Result, SourceWork, Target, Use, Verdict

__all__ = [
    "INTENTS",
    "VERDICT_OF",
    "Advice",
    "Answer",
    "CollectionAnswer",
    "Intent",
    "Mix",
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
]
