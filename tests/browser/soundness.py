"""What axe finds on a page at each width, by day and by night, without measuring the same contrast again and again.

Four fifths of axe's time go into contrast, which follows from colours alone. Each combination of them that words stand in is
measured where it is first seen, on whatever page and at whatever width; where a page shows none that is new, none is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (390, 768, 1280)
SCHEMES = ("light", "dark")
_COLOURS = ["color-contrast", "link-in-text-block"]
_ONLY_COLOURS = {"runOnly": {"type": "rule", "values": _COLOURS}}
_ALL_BUT_COLOURS = {"rules": {name: {"enabled": False} for name in _COLOURS}}
_RUN = """async ([within, options]) => (await axe.run(within ?? document, {resultTypes: ["violations"], ...options}))
    .violations.map((one) => [one.id, one.nodes[0].target.join(" ")])"""
# How the words of a page look: all that their contrast, and that of links among them, follows from. Nothing is measured where
# every look is known; else axe reads all, and tells which looks it could judge, or never can because a picture is below.
_CONTRASTS = """async ([known, options]) => {
    const looks = new Map(), clear = "rgba(0, 0, 0, 0)";
    const walk = (element, under, above) => {
        if (!element.checkVisibility() || element.matches(":disabled, [aria-disabled=true], [aria-hidden=true], .visually-hidden")) return;
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        // Opaque, it hides what was under it; laid over something else, what is under it depends on the place.
        if (/absolute|fixed|sticky/.test(style.position)) under += ` over ${element.tagName}.${element.className} at ${innerWidth}`;
        if (style.backgroundColor.startsWith("rgb(")) under = "";
        if (style.backgroundColor !== clear) under += ` ${style.backgroundColor}`;
        if (style.backgroundImage !== "none") under += ` ${style.backgroundImage.slice(0, 200)}`;
        if (style.opacity !== "1" || style.filter !== "none" || style.mixBlendMode !== "normal")
            above += ` ${style.opacity} ${style.filter} ${style.mixBlendMode}`;
        const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (words && style.visibility === "visible" && box.right > 0 && box.bottom > 0) {
            // Large words may be paler: 24 pixels, or 18.66 in bold.
            const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.66 : 24);
            const link = element.closest("a") && [getComputedStyle(element.closest("a").parentElement).color, style.textDecorationLine,
                style.borderBottomStyle, style.fontWeight];
            looks.set(element, [under, above, style.color, large, style.textShadow, link].join("; "));
        }
        for (const child of element.children) walk(child, under, above);
    };
    walk(document.documentElement, "", "");
    if ([...looks.values()].every((look) => known.includes(look))) return [[], []];
    const told = await axe.run(document, {elementRef: true, ...options}), judged = new Set();
    for (const one of [...told.passes, ...told.incomplete].flatMap((rule) => rule.nodes)) {
        const never = ["bgGradient", "bgImage"].includes(one.any[0]?.data?.messageKey);
        if (looks.has(one.element) && (never || told.passes.some((rule) => rule.nodes.includes(one)))) judged.add(looks.get(one.element));
    }
    return [[...judged], told.violations.map((one) => [one.id, one.nodes[0].target.join(" ")])];
}"""
_known: dict[str, set[str]] = {scheme: set() for scheme in SCHEMES}


def violations(page: Page, within: str | None = None) -> list[tuple[str, str]]:
    """The rules of axe that the page breaks as it is shown now, each with the first element that breaks it."""
    _bring_axe(page)
    return [tuple(one) for one in page.evaluate(_RUN, [within, {}])]


def faults(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[tuple[object, ...]]:
    """What axe finds at each width, light and dark, and the widths at which the page scrolls sideways.

    The page stays at the last width, in the dark.
    """
    _bring_axe(page)
    found: list[tuple[object, ...]] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            told = _contrasts(page, scheme)
            # A scheme changes colours, and nothing else.
            if scheme == SCHEMES[0]:
                told += page.evaluate(_RUN, [None, _ALL_BUT_COLOURS])
                told += [["too wide"]] * (page.evaluate("document.documentElement.scrollWidth") > width)
            found += [(scheme, width, *one) for one in told]
    return found


def _contrasts(page: Page, scheme: str) -> list[list[str]]:
    judged, found = page.evaluate(_CONTRASTS, [sorted(_known[scheme]), _ONLY_COLOURS])
    if not found:
        _known[scheme].update(judged)
    return found


def _bring_axe(page: Page) -> None:
    # Wagtail brings its own, with rules of its own.
    if not page.evaluate("window.axe?.ours"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate("window.axe.ours = true")
