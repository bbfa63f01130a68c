"""What a browser sends from the editing form of a guide."""

from __future__ import annotations

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield


def step_value(title="Accueil", text="<p>On se présente.</p>"):
    return {"title": title, "minutes": "10", "text": rich_text(text), "note": rich_text(""), "files-count": "0"}


def guide_post(*, action="", credits=(("Les Amis du sentier", "author", ""),), **changes):
    """A complete form, as `action` (`action-publish`, `action-submit`) or, without one, as a draft."""
    values = {
        "title": "Cartographier sa rue",
        "slug": "cartographier-sa-rue",
        "one_sentence": "Noter ce que la carte oublie.",
        "themes": [],
        "audience": ["adults"],
        "group_min": "6",
        "group_max": "12",
        "difficulty": "2",
        "objectives": "lire une carte\nprendre des notes",
        "licence": "cc-by-sa-4.0",
        "kind": "workshop",
        "language": "fr",
        "tags": "",
        "materials": streamfield([]),
        "steps": streamfield([("step", step_value())]),
        "sections": streamfield([]),
        "files": streamfield([]),
        "comments": inline_formset([]),
    }
    values |= changes
    ticked = {name: values.pop(name) for name in ("themes", "audience")}
    post = nested_form_data(values) | ticked
    for index, (name, role, url) in enumerate(credits):
        post |= {f"credits-{index}-name": name, f"credits-{index}-role": role, f"credits-{index}-url": url}
    return post | ({action: "1"} if action else {})
