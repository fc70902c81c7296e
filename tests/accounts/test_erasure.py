"""A person who is forgotten is in no row and no file, and counts where they counted."""

import pytest
from django.apps import apps

from accounts.erasure.erase import forget
from accounts.personal_data import Anonymised, declared_personal_data
from tests.accounts.filled import Filled
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def dump():
    """Every row of every table, as text: {"app.Model.field": all that stands there}."""
    told = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            names = [field.attname for field in model._meta.local_concrete_fields]
            for row in model._base_manager.values_list(*names):
                for name, value in zip(names, row, strict=True):
                    told.setdefault(f"{model._meta.label}.{name}", []).append(str(value))
    return {name: "\n".join(values) for name, values in told.items()}


def told_to_stay():
    """The fields whose texts stay, as the declarations say."""
    return {
        f"{'.'.join(name.split('.')[:2])}.{text}"
        for kind in declared_personal_data()
        for name in kind.held_in
        if isinstance(kind.erased(name), Anonymised)
        for texts in kind.erased(name).stays.values()
        for text in texts
    }


def test_nothing_that_identifies_is_left_and_others_keep_everything():
    one, other = Filled(UserFactory(), "Q"), Filled(UserFactory(), "X")
    address, name = one.person.email, one.person.last_name
    before = dump()
    forget(one.person)
    after = dump()
    left = {where for word, where in one.sentinels.items() if word in "\n".join(after.values())}
    assert left - told_to_stay() == set()
    assert [where for where, texts in after.items() if address in texts or name in texts] == []
    texts = "\n".join(after.values())
    gone = {where for word, where in other.sentinels.items() if word not in texts}
    assert gone == set()
    assert {where for where in before if where not in after} == set()
