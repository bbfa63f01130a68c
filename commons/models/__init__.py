from commons.models.guide import GuidePage
from commons.models.imports import ImportRecord
from commons.models.media import LicensedDocument, LicensedImage, LicensedMedia, LicensedRendition
from commons.models.pages import GuideIndexPage
from commons.models.stamp import Stamp
from commons.models.taxonomy import GuideTag, TaggedGuide, Theme

__all__ = [
    "GuideIndexPage",
    "GuidePage",
    "GuideTag",
    "ImportRecord",
    "LicensedDocument",
    "LicensedImage",
    "LicensedMedia",
    "LicensedRendition",
    "Stamp",
    "TaggedGuide",
    "Theme",
]
