"""What people do in the editor of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def save_draft(page: Page, *, button: str = "Enregistrer le brouillon") -> None:
    """Press the button, and wait for its own answer: an autosave just before changes the address too."""
    with page.expect_event("load"):
        page.get_by_role("button", name=button).click()
    page.wait_for_url("**/edit/")
