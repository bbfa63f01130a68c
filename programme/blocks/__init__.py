from programme.blocks.used_item import UsedItemBlock

__all__ = ["UsedItemBlock"]
