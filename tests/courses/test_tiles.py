import pytest
from django.template import Context, Template
from django.utils.translation import override


def render(source, **context):
    return Template("{% load tiles %}" + source).render(Context(context))


@pytest.mark.parametrize(("done", "words"), [(0, "0 of 7 done"), (3, "3 of 7 done")])
def test_tile_says_its_meaning(done, words):
    html = render("{% tile_of done 7 'sme' %}", done=done)
    assert f'role="img" aria-label="{words}"' in html
    assert html.count("is-done") == done


def test_finished_tile_says_so():
    assert 'aria-label="Completed"' in render("{% tile flags %}", flags=[True, True, True])


def test_ornament_is_hidden():
    html = render("{% tile_of 3 7 'sme' 96 '-' %}")
    assert 'aria-hidden="true"' in html
    assert "role=" not in html


def test_a_tile_speaks_the_language_of_the_page():
    english = render("{% tile_of 3 7 'sme' %}")
    with override("es"):
        assert "3 de 7" in render("{% tile_of 3 7 'sme' %}")
    assert render("{% tile_of 3 7 'sme' %}") == english
