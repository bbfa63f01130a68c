from commons.kits.views.kits import kit_credits, kit_export, kit_list, show_kit

__all__ = ["kit_credits", "kit_export", "kit_list", "show_kit"]
