"""Two organisations that are one: everything of the one follows to the other."""

from dataclasses import dataclass

from django.core.checks import Error
from django.db import IntegrityError, transaction
from django.db.models import Count, TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.linking import move_links
from accounts.models import EnterpriseLink, Organisation
from accounts.organisation import organisations_called
from accounts.profile import FIGURES, PROFILE, THEMES
from accounts.reckoned import changing_links
from accounts.searched import matches_words
from text.words import terms_of

MERGED = "accounts.merge"  # the action in the log
FOUND_AT_ONCE = 20
COMPARED = ("name", "kind", "country", "city", *PROFILE)
TAKEN_WHERE_EMPTY = ("country", "city", *PROFILE)
UNSAID = (None, "")


class Refusal(TextChoices):
    """Why two organisations are not merged, and what to do."""

    ITSELF = "itself", _("This is the same organisation. Choose the other one.")
    MERGED = "merged", _("It was merged already, so there is nothing left to do.")
    GONE = "gone", _("One of the two was deleted meanwhile, so nothing was merged.")
    NAMED_ALIKE = (
        "named_alike",
        _(
            "Another organisation has this name in that country meanwhile, so nothing was merged. "
            "Look again at what will stay, and confirm it."
        ),
    )
    INTO_MERGED = "into_merged", _("The one you chose was merged itself meanwhile. Choose again.")
    KIND = (
        "kind",
        _(
            "They are of different types, and the type decides which training people are offered "
            "and how they are counted. If the type of the one that stays is right, tick it. If "
            "not, change it first, on the page of that organisation."
        ),
    )


class MergeRefused(Exception):
    """Nothing was merged: `reason` is a Refusal."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Compared:
    """A field of two organisations: what the one says that is given up, and what will stay."""

    label: str
    given_up: str
    stays: str
    is_taken: bool  # whether something stays because only the one that is given up has it


def find_refusal(merged, into, *, is_kind_clear=False):
    """The Refusal of merging the Organisation `merged` into another, None where nothing is wrong.

    `is_kind_clear`: somebody said that both are of the type of `into`.
    """
    if merged == into:
        return Refusal.ITSELF
    if merged.merged_into_id:
        return Refusal.MERGED
    if into.merged_into_id:
        return Refusal.INTO_MERGED
    return None if is_kind_clear or merged.kind == into.kind else Refusal.KIND


def merge_organisations(*, merged, into, by, is_kind_clear=False):
    """Let every record of the Organisation `merged` follow to `into`, and the log say so.

    `by`: the User who decided it. Afterwards `merged` is a pointer, and so are those that pointed
    to it. What `into` does not say is taken over. Raises MergeRefused.
    """
    with changing_links() as touched:
        # In one order, so that two merges at once wait for each other instead of blocking.
        rows = Organisation.objects.select_for_update().order_by("pk")
        locked = {row.pk: row for row in rows.filter(pk__in={merged.pk, into.pk})}
        if not {merged.pk, into.pk} <= locked.keys():
            raise MergeRefused(Refusal.GONE)
        merged, into = locked[merged.pk], locked[into.pk]
        if reason := find_refusal(merged, into, is_kind_clear=is_kind_clear):
            raise MergeRefused(reason)
        moved = {}
        touched |= move_links(merged, into)
        for relation in relations():
            records = _records(relation, merged)
            moved[str(relation.field)] = records.update(**{relation.field.name: into})
        for name in to_take_over(merged, into):
            setattr(into, name, getattr(merged, name))
        for name in THEMES:
            getattr(into, name).add(*getattr(merged, name).all())
        into.former_names = " / ".join(filter(None, (into.former_names, *_names(merged))))
        _save_taken(into)
        merged.merged_into = into
        merged.save(update_fields=["merged_into"])
        data = {"merged": merged.name, "into": into.name, "moved": moved}
        for each in (merged, into):
            log(instance=each, action=MERGED, user=by, data=data)


def _save_taken(into):
    """Save what an Organisation took over. Raises MergeRefused where a third one is called so."""
    try:
        with transaction.atomic():
            into.save(update_fields=[*TAKEN_WHERE_EMPTY, "former_names"])
    except IntegrityError:
        raise MergeRefused(Refusal.NAMED_ALIKE) from None


def relations():
    """The relations of all models that lead to an organisation, as Django keeps them.

    Without the tables of its own themes: those of two are put together.
    """
    fields = Organisation._meta.get_fields(include_hidden=True)
    return [
        each
        for each in fields
        if each.auto_created
        and not (each.concrete or each.many_to_many)
        and each.related_model._meta.auto_created is not Organisation
    ]


def follow(merged):
    """[(name of a kind of records, how many of them follow)] of an Organisation."""
    found = {}
    for relation in relations():
        if count := _records(relation, merged).count():
            name = relation.related_model._meta.verbose_name_plural
            if relation.related_model is Organisation:
                name = _("Organisations that were merged into it before")
            name = capfirst(name)
            found[name] = found.get(name, 0) + count
    return list(found.items())


def compare(merged, into):
    """What two Organisations say of themselves: a Compared for each field that one of them has."""
    taken = to_take_over(merged, into)
    columns = [
        Compared(
            label=_label(name),
            given_up=_in_words(merged, name),
            stays=_in_words(merged if name in taken else into, name),
            is_taken=name in taken,
        )
        for name in COMPARED
        if not (_is_unsaid(merged, name) and _is_unsaid(into, name))
    ]
    return columns + [each for name in THEMES if (each := _compare_themes(merged, into, name))]


def _compare_themes(merged, into, name):
    """The Compared for themes, which are put together; None where neither has any."""
    given_up, stays = list(getattr(merged, name).all()), list(getattr(into, name).all())
    more = [theme for theme in given_up if theme not in stays]
    if not (given_up or stays):
        return None
    return Compared(_label(name), _names_of(given_up), _names_of(stays + more), bool(more))


def find_others(organisation, text=""):
    """(at most 20 Organisations that `organisation` may be merged into, whether there are more).

    Their names or cities hold the words of `text`; without it, their names hold the longest word
    of its name.
    """
    others = Organisation.objects.unmerged().exclude(pk=organisation.pk)
    others = others.annotate(people_count=Count("people"))
    if text:
        wanted = matches_words(text, "searched_names", "searched_city")
    else:
        longest = max(terms_of(organisation.name), key=len, default="")
        wanted = matches_words(longest, "searched_names")
    found = list(others.filter(wanted)[: FOUND_AT_ONCE + 1])
    return found[:FOUND_AT_ONCE], len(found) > FOUND_AT_ONCE


def to_take_over(merged, into):
    """The fields that `into` takes over from `merged`, because it says nothing there.

    Figures are taken together or not at all: those of two would make a third enterprise.
    """
    has_figures = not all(_is_unsaid(into, name) for name in FIGURES)
    taken = [
        name
        for name in TAKEN_WHERE_EMPTY
        if _is_unsaid(into, name)
        and not _is_unsaid(merged, name)
        and not (has_figures and name in FIGURES)
    ]
    if "country" in taken:
        same = organisations_called(name=into.name, kind=into.kind).unmerged()
        if same.filter(country=merged.country).exclude(pk__in=[merged.pk, into.pk]).exists():
            taken.remove("country")  # a third one has this name there
    return taken


def check_relations(app_configs, **options):
    """Django's system check: every record that leads to an organisation can follow to another."""
    return [
        Error(
            f"{relation.field} is unique for each organisation, so it cannot follow a merge.",
            hint="Let accounts.merging say what becomes of it where both organisations have one.",
            obj=relation.field,
            id="accounts.E003",
        )
        for relation in relations()
        if relation.related_model is not EnterpriseLink and _is_unique(relation)
    ]


def _records(relation, organisation):
    manager = relation.related_model._base_manager
    return manager.filter(**{relation.field.name: organisation})


def _is_unique(relation):
    meta, name = relation.related_model._meta, relation.field.name
    named = [*meta.unique_together, *(each.fields for each in meta.total_unique_constraints)]
    return relation.field.unique or any(name in fields for fields in named)


def _names(organisation):
    return organisation.name, organisation.former_names


def _label(name):
    return capfirst(Organisation._meta.get_field(name).verbose_name)


def _names_of(themes):
    return ", ".join(map(str, themes))


def _is_unsaid(organisation, name):
    return getattr(organisation, name) in UNSAID


def _in_words(organisation, name):
    if _is_unsaid(organisation, name):
        return ""
    display = getattr(organisation, f"get_{name}_display", None)
    said = display() if display else getattr(organisation, name)
    if isinstance(said, bool):
        return gettext("Yes") if said else gettext("No")
    return str(said)
