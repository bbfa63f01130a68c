from commons.kits.models.index import KitIndexPage
from commons.kits.models.kit import KitPage
from commons.kits.models.missing import MissingItem

__all__ = ["KitIndexPage", "KitPage", "MissingItem"]
