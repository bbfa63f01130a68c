from home.models.pages import HomePage, PlainPage

__all__ = ["HomePage", "PlainPage"]
