from community.models.association import AssociationIndexPage, AssociationLink, AssociationPage, Membership
from community.models.user import User

__all__ = ["AssociationIndexPage", "AssociationLink", "AssociationPage", "Membership", "User"]
