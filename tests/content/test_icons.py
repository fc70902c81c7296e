import pytest
from django.template import Context, Template, TemplateSyntaxError


def render(source):
    return Template("{% load icons %}" + source).render(Context())


def test_icon_is_inline_and_hidden_from_assistive_technology():
    html = render('{% icon "lock" %}')
    assert html.startswith('<svg class="icon"')
    assert 'aria-hidden="true"' in html
    assert "<path" in html


def test_size_and_direction_are_classes():
    assert 'class="icon icon-s icon-mirrors"' in render('{% icon "arrow-right" "s" %}')


@pytest.mark.parametrize("name", ["no-such-icon", "../../README"])
def test_unknown_icon_is_named(name):
    with pytest.raises(TemplateSyntaxError, match="icon"):
        render(f'{{% icon "{name}" %}}')
