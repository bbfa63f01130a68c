from community.models.access import AccessRequest
from community.models.association import AssociationIndexPage, AssociationLink, AssociationPage, Membership
from community.models.place import AccessAnswer, AccessAspect, AccessLine, PlaceAccess, PlaceIndexPage, PlacePage
from community.models.user import NameInHistory, User

__all__ = [
    "AccessAnswer",
    "AccessAspect",
    "AccessLine",
    "AccessRequest",
    "AssociationIndexPage",
    "AssociationLink",
    "AssociationPage",
    "Membership",
    "NameInHistory",
    "PlaceAccess",
    "PlaceIndexPage",
    "PlacePage",
    "User",
]
