"""What a page holds that its policy would keep a browser from using."""

from __future__ import annotations

from bs4 import BeautifulSoup


def inline_parts(html: str) -> list[str]:
    """Styles and scripts written into the page, and what it loads from elsewhere."""
    soup = BeautifulSoup(html, "html.parser")
    found = [f"<{tag.name} style>" for tag in soup.find_all(style=True)]
    found += [f"<style> in {tag.parent.name}" for tag in soup("style")]
    for tag in soup.select("*"):
        found += [f"<{tag.name} {name}>" for name in tag.attrs if name.startswith("on")]
        address = str(tag.get("href") or tag.get("src") or "")
        if address.lower().startswith("javascript:"):
            found.append(address)
        if tag.name in {"script", "img", "iframe", "audio", "video", "source", "link"} and is_loaded_from_elsewhere(
            tag
        ):
            found.append(f"<{tag.name}> from {address}")
    runs = [tag for tag in soup("script") if not tag.get("src") and tag.get("type") != "application/ld+json"]
    return found + ["<script> without src" for _ in runs]


def is_loaded_from_elsewhere(tag) -> bool:
    if tag.name == "link" and not {"stylesheet", "icon", "preload", "manifest"} & set(tag.get("rel", [])):
        return False
    return str(tag.get("src") or tag.get("href") or "").startswith(("http:", "https:", "//"))
