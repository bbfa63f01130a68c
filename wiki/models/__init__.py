from wiki.models.decision import Decision
from wiki.models.discussion import Message, Thread
from wiki.models.draft import Draft
from wiki.models.following import Delivery, Follow, Follower, Notice, Rhythm
from wiki.models.proposal import Proposal, ProposalMessage
from wiki.models.unsaved_forms import KeptFile, KeptForm, kept_storage
from wiki.models.version import Version

__all__ = [
    "Decision",
    "Delivery",
    "Draft",
    "Follow",
    "Follower",
    "KeptFile",
    "KeptForm",
    "Message",
    "Notice",
    "Proposal",
    "ProposalMessage",
    "Rhythm",
    "Thread",
    "Version",
    "kept_storage",
]
