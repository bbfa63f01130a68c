from licences.explainers.models import ExplainedLicence, ExplainerFile, ExplainerIndexPage, ExplainerPage
from licences.models.licensed import LicensedMixin

__all__ = ["ExplainedLicence", "ExplainerFile", "ExplainerIndexPage", "ExplainerPage", "LicensedMixin"]
