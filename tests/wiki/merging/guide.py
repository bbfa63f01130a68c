"""A small guide as its content is merged, and how its fields are shaped."""

from wiki.merging import Fields, Rows, Shape

STEP = Fields({"title": Shape.ATOM, "minutes": Shape.ATOM, "text": Shape.RICH, "files": Shape.ITEMS})
SHAPES = {
    "title": Shape.ATOM,
    "summary": Shape.TEXT,
    "themes": Shape.VALUES,
    "objectives": Shape.ITEMS,
    "credits": Shape.ITEMS,
    "steps": Rows({"step": STEP, "remark": Shape.RICH}),
}


def step(key, title="", text="", **values):
    return {"id": key, "type": "step", "value": {"title": title, "minutes": None, "text": text, "files": [], **values}}


def guide(**values):
    return {
        "title": "Fabriquer un nichoir",
        "summary": "Une planche, une scie.\nDeux heures suffisent.",
        "themes": [3, 7],
        "objectives": ["Scier droit", "Assembler"],
        "credits": [{"name": "Awa", "role": "author"}],
        "steps": [step("un", "Mesurer", "<p>Prenez la règle.</p>"), step("deux", "Scier", "<p>Doucement.</p>")],
        **values,
    }
