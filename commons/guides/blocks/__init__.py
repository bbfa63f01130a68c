from commons.guides.blocks.file import FileBlock
from commons.guides.blocks.material import MaterialBlock
from commons.guides.blocks.section import SectionBlock
from commons.guides.blocks.step import StepBlock

__all__ = ["FileBlock", "MaterialBlock", "SectionBlock", "StepBlock"]
