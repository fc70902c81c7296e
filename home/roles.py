"""Who may do what: the groups of the people who run the portal.

`make_roles` runs after every migration. It adds what is missing and takes nothing away, so an
administrator may widen a group in the admin. Page and file permissions stand on the root of the
trees, because the languages' home pages are siblings.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

FILES = [
    f"{app}.{verb}_{model}"
    for app, model in (
        ("wagtailimages", "image"),
        ("wagtaildocs", "document"),
        ("wagtailmedia", "media"),
    )
    for verb in ("add", "change", "choose")
    if (verb, model) != ("choose", "media")
]
TRANSLATE = "wagtail_localize.submit_translation"
LEARNER_RECORDS = [
    "learning.view_enrolment",
    "learning.view_completion",
    "learning.view_trackenrolment",
    "assessments.view_attempt",
]
CORRECT_QUESTIONS = "assessments.add_correction"
PARTICIPANTS = "reporting.view_participantsreport"
DECIDE = [
    "learning.add_enrolment",
    "learning.add_completion",
    "learning.add_excuse",
    "assessments.add_allowance",
]
WRITE_LETTERS = "accounts.add_letter"
INVITE = [f"accounts.{verb}_invitation" for verb in ("view", "add", "change")]
THEMES = [f"accounts.{verb}_theme" for verb in ("view", "add", "change", "delete")]
MESSAGES = [f"contact.{verb}_message" for verb in ("view", "change", "delete")]
# group: (permissions everywhere, permissions on pages, permissions on files). The screens translate
# the names of groups.
ROLES = {
    gettext_noop("Editors"): (
        ["wagtailadmin.access_admin", TRANSLATE],
        ["add", "change"],
        FILES,
    ),
    gettext_noop("Publishers"): (
        [
            "wagtailadmin.access_admin",
            TRANSLATE,
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ],
        ["add", "change", "publish", "bulk_delete", "lock", "unlock"],
        FILES,
    ),
    gettext_noop("Trainers"): (
        ["wagtailadmin.access_admin", *LEARNER_RECORDS, CORRECT_QUESTIONS, *DECIDE, WRITE_LETTERS],
        [],
        [],
    ),
    # Advice, calls and challenges of cities are on the site; their parts give these roles rights.
    gettext_noop("Advisers"): ([], [], []),
    gettext_noop("Assessors"): ([], [], []),
    gettext_noop("City officers"): ([], [], []),
    # They read what is told to the funder, and change nothing.
    gettext_noop("Auditors"): (
        ["wagtailadmin.access_admin", *LEARNER_RECORDS, PARTICIPANTS],
        [],
        [],
    ),
    gettext_noop("Programme managers"): (
        [
            "wagtailadmin.access_admin",
            *LEARNER_RECORDS,
            CORRECT_QUESTIONS,
            *DECIDE,
            *MESSAGES,
            *INVITE,
            WRITE_LETTERS,
            "accounts.view_letter",
            "accounts.view_user",
            "accounts.add_erasure",
            "accounts.manage_user",
            PARTICIPANTS,
            "reporting.add_participantsreport",
            "accounts.view_erasurerun",
            "accounts.view_dataaccess",
            "accounts.view_organisation",
            "accounts.add_organisation",
            "accounts.change_organisation",
            *THEMES,
            "mfa.delete_authenticator",  # one that was lost
        ],
        [],
        [],
    ),
}
# Nobody has these without a last day.
ENDING = ["Auditors"]


def make_roles(**kwargs):
    """Make the missing groups, and give each the permissions it lacks; receives `post_migrate`."""
    for app in {name.split(".")[0] for row in ROLES.values() for name in [*row[0], *row[2]]}:
        create_permissions(apps.get_app_config(app), verbosity=0)
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    for name, (everywhere, on_pages, on_files) in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*filter(None, map(_permission, everywhere)))
        for verb in on_pages if root else []:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=_permission(f"wagtailcore.{verb}_page")
            )
        for permission in on_files if files else []:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=files, permission=_permission(permission)
            )


def _permission(name):
    app, codename = name.split(".")
    permissions = Permission.objects.filter(content_type__app_label=app, codename=codename)
    # A migration, not a model, makes this one: a flushed database has none.
    return permissions.first() if name == TRANSLATE else permissions.get()
