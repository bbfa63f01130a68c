"""What a browser sends from a form that was opened and not touched."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.http import QueryDict
from wagtail.blocks import BooleanBlock, ChooserBlock, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.base import BlockField
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


def of_block(block, value, prefix):
    """Names and values as the scripts of the editor write them from the state that a block gives."""
    return dict(_of_state(block, block.get_form_state(value), prefix))


def _of_state(block, state, prefix):
    if isinstance(block, StreamBlock):
        yield from _rows(prefix, [(block.child_blocks[row["type"]], row) for row in state])
    elif isinstance(block, ListBlock):
        yield from _rows(prefix, [(block.child_block, row) for row in state])
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_state(child, state[name], f"{prefix}-{name}")
    elif isinstance(block, TypedTableBlock):
        yield from _table(block, state, prefix)
    elif isinstance(block, BooleanBlock):
        yield from [(prefix, "on")] if state else []
    elif isinstance(block, ChooserBlock):
        yield prefix, str(state["id"]) if state else ""
    elif isinstance(state, list):
        yield prefix, str(state[0])
    else:
        yield prefix, "" if state is None else str(state)


def _rows(prefix, rows):
    yield f"{prefix}-count", str(len(rows))
    for index, (block, row) in enumerate(rows):
        place = f"{prefix}-{index}"
        yield from [(f"{place}-deleted", ""), (f"{place}-order", str(index)), (f"{place}-id", row["id"] or "")]
        yield f"{place}-type", row.get("type", "")
        yield from _of_state(block, row["value"], f"{place}-value")


def _table(block, state, prefix):
    yield f"{prefix}-caption", state["caption"]
    yield from [
        (f"{prefix}-column-count", str(len(state["columns"]))),
        (f"{prefix}-row-count", str(len(state["rows"]))),
    ]
    for index, column in enumerate(state["columns"]):
        place = f"{prefix}-column-{index}"
        yield from [(f"{place}-type", column["type"]), (f"{place}-heading", column["heading"])]
        yield from [(f"{place}-order", str(index)), (f"{place}-deleted", "")]
    for index, row in enumerate(state["rows"]):
        yield from [(f"{prefix}-row-{index}-order", str(index)), (f"{prefix}-row-{index}-deleted", "")]
        for number, (column, cell) in enumerate(zip(state["columns"], row["values"], strict=True)):
            yield from _of_state(block.child_blocks[column["type"]], cell, f"{prefix}-cell-{index}-{number}")


def of_page(response):
    """What the form in an answer of the administration would send back."""
    soup = BeautifulSoup(response.content, "html.parser")
    (html,) = (form for form in soup.select("form[method]") if form.select("[name=csrfmiddlewaretoken], [name=title]"))
    post = as_querydict({})
    form = response.context["form"]
    inside = html.select("[name]:not([disabled])")
    names = set(form.fields) - {field["name"] for field in inside}
    # The dates stand in a dialogue that a script moves into the form.
    for field in [*inside, *(field for name in sorted(names) for field in soup.find_all(attrs={"name": name}))]:
        for value in _values(field):
            post.appendlist(field["name"], value)
    for name, field in form.fields.items():
        if isinstance(field, BlockField):
            post.update(of_block(field.block, form.initial.get(name) or field.block.get_default(), name))
    return post


def _values(field):
    if field.name == "select":
        options = field.select("option[selected]") or ([] if field.has_attr("multiple") else field.select("option")[:1])
        return [option.get("value", option.text) for option in options]
    if field.name == "textarea":
        # A line that begins a text is HTML's; browsers end lines with two characters.
        return [field.text.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")]
    if field.get("type") in {"checkbox", "radio"}:
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [] if field.name == "button" or field.get("type") in {"submit", "file"} else [field.get("value", "")]


def as_querydict(values):
    post = QueryDict(mutable=True)
    post.update(values)
    return post
