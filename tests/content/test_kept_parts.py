"""The tags for parts of templates that are kept for an edition."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from content.editions.edition import one_edition, renew_edition

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """{% load editions %}{% kept name %}{{ title }}, {% own %}{{ reader }}{% endown %}
{% if is_late %}: {% own %}{{ hour }}{% endown %}{% endif %}{% endkept %}"""


@pytest.fixture(autouse=True)
def _a_new_edition():
    renew_edition()


def shown(**context):
    with one_edition():
        return Template(TEXT).render(Context(context)).replace("\n", "")


def test_what_is_each_readers_own_is_made_anew():
    assert shown(name="a", title="Dear", reader="Dana") == "Dear, Dana"
    assert shown(name="a", title="Other", reader="<Lev>") == "Dear, &lt;Lev&gt;"
    assert shown(name="b", title="Other", reader="Lev") == "Other, Lev"


def test_gaps_that_are_not_always_there_are_filled_rightly():
    for hour in (8, 9):
        assert shown(name="a", title="Dear", reader=hour, is_late=True, hour=hour) == (
            f"Dear, {hour}: {hour}"
        )


def test_without_a_name_nothing_is_kept():
    assert shown(name="", title="Dear", reader="Dana") == "Dear, Dana"
    assert shown(title="Other", reader="Lev") == "Other, Lev"


@pytest.mark.parametrize(
    "around",
    [
        "{own}",
        "{{% kept 'a' %}}{{% kept 'b' %}}{own}{{% endkept %}}{{% endkept %}}",
    ],
)
def test_a_gap_stands_in_one_kept_part(around):
    text = around.format(own="{% own %}x{% endown %}")
    with pytest.raises(TemplateSyntaxError, match="stands in one"):
        Template("{% load editions %}" + text)


def test_indentation_is_not_kept():
    text = "{% load editions %}{% kept name %}<p>\n    a\n\n    <b>c</b>  d\n</p>{% endkept %}"
    with one_edition():
        html = Template(text).render(Context({"name": "spaces"}))
    assert html == "<p>\na\n<b>c</b>  d\n</p>"


@pytest.mark.parametrize("tag", ["pre", "textarea"])
def test_preformatted_text_keeps_its_spaces(tag):
    html = f"<{tag} rows=3>a\n\n    b</{tag}>"
    with one_edition():
        shown = Template("{% load editions %}{% kept name %}" + html + "{% endkept %}")
        assert shown.render(Context({"name": tag})) == html
