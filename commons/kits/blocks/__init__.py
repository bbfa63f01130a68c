from commons.kits.blocks.entry import ItemBlock, ItemEntryBlock, LinkEntryBlock

__all__ = ["ItemBlock", "ItemEntryBlock", "LinkEntryBlock"]
