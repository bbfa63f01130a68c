from commons.guides.models import TaggedGuide
from commons.guides.models.guide import GuidePage
from commons.guides.models.index import GuideIndexPage
from commons.guides.models.stamp import Stamp
from commons.importing.models import ImportRecord
from commons.library.models import Tag, Theme
from commons.library.models.media import LicensedDocument, LicensedImage, LicensedMedia, LicensedRendition

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
