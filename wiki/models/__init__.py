from wiki.models.decision import Decision
from wiki.models.draft import Draft
from wiki.models.links import Mention, PageName
from wiki.models.proposal import Proposal, ProposalMessage
from wiki.models.unsaved_forms import KeptFile, KeptForm, kept_storage
from wiki.models.upkeep import Upkeep
from wiki.models.version import Version

__all__ = [
    "Decision",
    "Draft",
    "KeptFile",
    "KeptForm",
    "Mention",
    "PageName",
    "Proposal",
    "ProposalMessage",
    "Upkeep",
    "Version",
    "kept_storage",
]
