"""Where stewards merge two spellings of one tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commons.library.domain.tags import merge_tags
from commons.library.models import Tag

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(queryset=Tag.objects.all(), label=gettext_lazy("Keep this tag"))

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Tag.objects.exclude(pk=tag.pk)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("library.change_tag"):
        raise PermissionDenied
    tag = get_object_or_404(Tag, pk=pk)
    form = MergeForm(request.POST or None, tag=tag)
    if form.is_valid():
        target = form.cleaned_data["into"]
        count = merge_tags(tag, into=target)
        text = ngettext("%(count)s guide now carries “%(name)s”.", "%(count)s guides now carry “%(name)s”.", count)
        messages.success(request, text % {"count": count, "name": target.name})
        return redirect("wagtailsnippets_library_tag:list")
    return render(request, "library/admin/merge_tag.html", {"tag": tag, "form": form, "title": _("Merge a tag")})
