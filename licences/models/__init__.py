from licences.models.licensed import LicensedMixin
from licences.models.published import PublishedUnderLicence

__all__ = ["LicensedMixin", "PublishedUnderLicence"]
