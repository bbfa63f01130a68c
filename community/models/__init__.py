from community.models.access import AccessRequest
from community.models.association import AssociationIndexPage, AssociationLink, AssociationPage, Membership
from community.models.user import NameInHistory, User

__all__ = [
    "AccessRequest",
    "AssociationIndexPage",
    "AssociationLink",
    "AssociationPage",
    "Membership",
    "NameInHistory",
    "User",
]
