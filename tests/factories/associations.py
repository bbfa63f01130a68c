"""Associations that do not exist, with fixed values."""

from __future__ import annotations

import factory

from community.domain.associations import create_association
from tests.factories.pages import association_index
from web.tasks import each_task_once


class AssociationFactory(factory.Factory):
    """A published association under the list of associations."""

    class Meta:
        model = dict

    name = factory.Sequence(lambda n: f"Association {n}")
    slug = factory.Sequence(lambda n: f"association-{n}")
    one_sentence = "Nous réparons ce qui peut l'être."

    @classmethod
    def _create(cls, _model_class, *_args, **kwargs):
        kwargs.setdefault("parent", association_index())
        with each_task_once():
            return create_association(**kwargs)
