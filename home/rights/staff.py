"""What may be done with records, people and the portal, for `rights`."""

from home.rights.columns import (
    ADMINISTRATORS,
    DECIDERS,
    MANAGERS,
    NOBODY,
    REPORT_READERS,
    STAFF,
    Right,
)

RECORDS = (
    Right(
        "Read the records of learners: reports, files, results by question",
        ("/admin/reports/completion/*",),
        REPORT_READERS,
    ),
    Right(
        "Rename and delete saved filters",
        ("/admin/reports/completion/filters/<pk>/*",),
        NOBODY,
        REPORT_READERS,
        "one's own",
    ),
    Right(
        "Write to the learners whom a report shows",
        ("/admin/reports/completion/write/*",),
        DECIDERS,
    ),
    Right("See the list of letters", ("/admin/letters/", "/admin/letters/results/"), DECIDERS),
    Right(
        "Read a letter, change and send a draft",
        ("/admin/letters/<pk>/*",),
        NOBODY,
        DECIDERS,
        "one's own; managers read all that were sent",
    ),
    Right(
        "Read and take along the reports of participants; managers make them",
        ("/admin/reports/participants/*",),
        MANAGERS | {"auditor"},
    ),
    Right("Correct a question for all who were asked it", ("/admin/quizzes/*",), DECIDERS),
    Right(
        "Enrol and withdraw a learner, complete or excuse from an activity, give a further attempt "
        "or more time, take that back",
        ("/admin/learners/*",),
        NOBODY,
        DECIDERS,
        "anybody but oneself",
    ),
)

PEOPLE = (
    Right("Read, answer and delete what people wrote", ("/admin/messages/*",), MANAGERS),
    Right(
        "Change name, organisation and language of a person, switch the account off and on, send a "
        "link for a new password, give and take roles",
        ("/admin/people/<pk>/do/", "/admin/people/<pk>/edit/", "/admin/people/<pk>/roles/"),
        NOBODY,
        MANAGERS,
        "anybody's but one's own; an administrator's, who is one; no administration",
    ),
    Right(
        "Merge two accounts of one person",
        ("/admin/people/<pk>/merge/",),
        NOBODY,
        MANAGERS,
        "anybody's but one's own; an administrator's, who is one",
    ),
    Right("Find people, and read what is known of one", ("/admin/people/*",), MANAGERS),
    Right("Write to the people whom the list shows", ("/admin/people/write/",), MANAGERS),
    Right("Invite people, withdraw that", ("/admin/people/invitations/*",), MANAGERS),
    Right(
        "Take a second factor away that was lost",
        ("/admin/users/<pk>/second-factor/",),
        NOBODY,
        MANAGERS,
        "anybody's but one's own; an administrator's, who is one",
    ),
    Right(
        "Have a person erased, and stop that for seven days",
        ("/admin/users/<pk>/erase/",),
        ADMINISTRATORS,
        MANAGERS - ADMINISTRATORS,
        "anybody but an administrator",
    ),
    Right("Read what the nights erased", ("/admin/reports/erased/*",), MANAGERS),
    Right("Read who looked at whose data", ("/admin/reports/looks/*",), MANAGERS),
    Right("Add, change, link and merge organisations", ("/admin/organisations/*",), MANAGERS),
    Right("Keep the list of themes", ("/admin/themes/*",), MANAGERS),
    Right(
        "Delete organisations; add, change and delete people, switch them off, give them roles",
        ("/admin/bulk/accounts/*", "/admin/organisations/delete/*", "/admin/users/*"),
        ADMINISTRATORS,
    ),
)

PORTAL = (
    Right(
        "Enter the admin, and set it up for oneself",
        (
            "/admin/",
            "/admin/account/",
            "/admin/dismissibles/",
            "/admin/editing-sessions/release/*",
            "/admin/logout/",
            "/admin/test404/",
        ),
        STAFF,
    ),
    Right(
        "Read what was done, as far as one may see what it was done to",
        ("/admin/reports/site-history/*",),
        STAFF,
    ),
    Right(
        "Open small forms of the editor that keep nothing: links, tags, samples, steps of review",
        (
            "/admin/block-preview/",
            "/admin/choose-anchor-link/",
            "/admin/choose-email-link/",
            "/admin/choose-external-link/",
            "/admin/choose-phone-link/",
            "/admin/embeds/*",
            "/admin/tag-autocomplete/*",
            "/admin/workflows/task_chooser/*",
        ),
        STAFF,
    ),
    Right(
        "Load the icons and words of the admin",
        ("/admin/jsi18n/", "/admin/sprite/"),
        STAFF | {"visitor"},
    ),
    Right(
        "See what became of mails, and which addresses refuse them",
        ("/admin/mails/refused/*", "/admin/reports/mails/*"),
        ADMINISTRATORS,
    ),
    Right(
        "Change roles, the way of review, folders of files, languages and sites",
        (
            "/admin/collections/*",
            "/admin/groups/*",
            "/admin/locales/*",
            "/admin/sites/*",
            "/admin/workflows/*",
        ),
        ADMINISTRATORS,
    ),
    Right(
        "What frameworks have and the portal does not use",
        (
            "/admin/.*/",
            "/admin/forms/submissions/*",
            "/admin/images/<image_id>/generate_url/*",
            "/admin/localize/api/*",
            "/admin/localize/submit/snippet/*",
            "/admin/localize/translate/<translation_id>/machine_translate/",
            "/admin/localize/translate/<translation_id>/preview/<mode>/",
            "/admin/password_reset/*",
            "/admin/settings/*",
            "/admin/snippets/*",
        ),
        NOBODY,
    ),
)
