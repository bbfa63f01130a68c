from licences.models.licensed import LicensedMixin

__all__ = ["LicensedMixin"]
