"""People who do not exist, with fixed values."""

from __future__ import annotations

import factory

from community.domain.people import create_person

PASSWORD = "vieux-gréement-1897"


class PersonFactory(factory.Factory):
    """A person who can log in. `groups` are names of groups."""

    class Meta:
        model = dict

    email = factory.Sequence(lambda n: f"personne-{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Personne {n}")
    language = "fr"
    groups = ()
    password = PASSWORD

    @classmethod
    def _create(cls, _model_class, *_args, **kwargs):
        return create_person(**kwargs)
