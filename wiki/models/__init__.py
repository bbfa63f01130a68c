from wiki.models.decision import Decision
from wiki.models.discussion import Message, Thread
from wiki.models.draft import Draft
from wiki.models.following import Delivery, Follow, Follower, Notice, Rhythm
from wiki.models.links import Mention, PageName
from wiki.models.proposal import Proposal, ProposalMessage
from wiki.models.unsaved_forms import UnsavedFile, UnsavedForm, unsaved_storage
from wiki.models.upkeep import Upkeep
from wiki.models.version import Version
from wiki.models.writing_sessions import Seat, Writer, WritingSession

__all__ = [
    "Decision",
    "Delivery",
    "Draft",
    "Follow",
    "Follower",
    "Mention",
    "Message",
    "Notice",
    "PageName",
    "Proposal",
    "ProposalMessage",
    "Rhythm",
    "Seat",
    "Thread",
    "UnsavedFile",
    "UnsavedForm",
    "Upkeep",
    "Version",
    "Writer",
    "WritingSession",
    "unsaved_storage",
]
