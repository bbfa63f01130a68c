from commons.blocks.file import FileBlock
from commons.blocks.material import MaterialBlock
from commons.blocks.section import SectionBlock
from commons.blocks.step import StepBlock

__all__ = ["FileBlock", "MaterialBlock", "SectionBlock", "StepBlock"]
