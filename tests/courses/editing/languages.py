"""Translating pages, and what other languages make of it."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    LocaleSynchronization,
    StringTranslation,
    Translation,
    TranslationSource,
)

from content.languages.trees import mirror_pages
from courses.models import QuizPage
from tests.courses.editing.action import action, post


@action
def mirror_all_languages(site):
    mirror_pages()


@action
def copy_for_translation(site):
    spanish = Locale.objects.get(language_code="es")
    site.quiz.copy_for_translation(spanish, copy_parents=True)


@action
def copy_for_translation_as_aliases(site):
    spanish = Locale.objects.get(language_code="es")
    site.quiz.copy_for_translation(spanish, copy_parents=True, alias=True)


@action
def publish_a_translation(site):
    mirror_pages()
    source, _made = TranslationSource.update_or_create_from_instance(site.quiz)
    spanish = Locale.objects.get(language_code="es")
    Translation.objects.create(source=source, target_locale=spanish).save_target(publish=True)


@action
def let_a_locale_follow_another(site):
    italian = Locale.objects.get(language_code="it")
    LocaleSynchronization.objects.create(locale=italian, sync_from=Locale.get_default())


@action
def delete_a_language_in_use_is_refused(site):
    with pytest.raises(ProtectedError):
        Locale.get_default().delete()


def submit_translation(site, page, **data):
    arabic, hebrew = (Locale.objects.get(language_code=code) for code in ("ar", "he"))
    data |= {"locales": [arabic.pk, hebrew.pk]}
    post(site, "wagtail_localize:submit_page_translation", page, data)


def translation_of(page, language="ar"):
    source = TranslationSource.objects.get_for_instance(page)
    return Translation.objects.get(source=source, target_locale__language_code=language)


def translate(page, words, language="ar"):
    """Put `words`, {English: translation}, into the translation of `page`."""
    translation = translation_of(page, language)
    for segment in translation.source.stringsegment_set.select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=words[segment.string.data],
            )


@action
def submit_a_module_and_all_below_for_translation(site):
    mirror_pages()
    submit_translation(site, site.module, include_subtree="on")


@action
def translate_and_publish(site):
    mirror_pages()
    submit_translation(site, site.quiz)
    translate(site.quiz, {"The need": "الحاجة"})
    arabic = site.quiz.get_translation(Locale.objects.get(language_code="ar"))
    post(site, "wagtailadmin_pages:edit", arabic, {"action": "publish"})
    [question] = QuizPage.objects.get(pk=arabic.pk).questions
    assert question.value["options"][0]["text"] == "الحاجة"


@action
def change_the_english_page_after_translating_it(site):
    translate_and_publish(site)
    site.quiz.refresh_from_db()
    site.quiz.questions[0].value["options"][1]["text"] = "The contract"
    site.quiz.save_revision().publish()


@action
def bring_translations_up_to_date(site):
    mirror_pages()
    submit_translation(site, site.first)
    source = TranslationSource.objects.get_for_instance(site.first)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert site.client.post(url, {"publish_translations": "on"}).status_code == 302


@action
def give_a_translation_up(site):
    mirror_pages()
    submit_translation(site, site.first)
    arabic = site.first.get_translation(Locale.objects.get(language_code="ar"))
    post(site, "wagtail_localize:convert_to_alias", arabic)
    assert Page.objects.get(pk=arabic.pk).alias_of_id == site.first.pk


@action
def delete_a_translation(site):
    mirror_pages()
    submit_translation(site, site.first)
    arabic = site.first.get_translation(Locale.objects.get(language_code="ar"))
    post(site, "wagtailadmin_pages:delete", arabic)
