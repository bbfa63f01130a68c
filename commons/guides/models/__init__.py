from commons.guides.models.guide import GuidePage
from commons.guides.models.index import GuideIndexPage
from commons.guides.models.stamp import Stamp
from commons.guides.models.tagged import TaggedGuide

__all__ = ["GuideIndexPage", "GuidePage", "Stamp", "TaggedGuide"]
