"""Links to pages lead to the reader's language."""

import pytest
from django.utils import translation
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from tests.factories.pages import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


def text_with_links_to(pages):
    return "".join(f'<p><a linktype="page" id="{page.pk}">more</a></p>' for page in pages)


def test_link_leads_to_the_page():
    page = StandardPageFactory(slug="about")
    assert 'href="/en/about/"' in expand_db_html(text_with_links_to([page]))


def test_link_leads_to_the_translation_where_there_is_one():
    spanish = Locale.objects.get(language_code="es")
    home_page().copy_for_translation(spanish).save_revision().publish()
    about, contact = StandardPageFactory(slug="about"), StandardPageFactory(slug="contact")
    about.copy_for_translation(spanish).save_revision().publish()
    with translation.override("es"):
        html = expand_db_html(text_with_links_to([about, contact]))
    assert 'href="/es/about/"' in html
    assert 'href="/en/contact/"' in html


def test_link_to_a_page_that_is_gone():
    assert expand_db_html('<a linktype="page" id="999">x</a>') == "<a>x</a>"


@pytest.mark.parametrize("count", [1, 30])
def test_all_links_of_a_text_take_one_query(count, django_assert_num_queries):
    text = text_with_links_to([StandardPageFactory() for _number in range(count)])
    expand_db_html(text)
    with django_assert_num_queries(1):
        expand_db_html(text)
