"""What each role may do, at which addresses: one table. `./dev roles` makes docs/roles.md of it.

Nothing asks this table while the portal runs: views and policies ask for permissions. The table
says what comes of them, and tests/journeys/test_roles.py tries every address as every role.
"""

from fnmatch import fnmatchcase

from home.columns import (
    ADMINISTRATORS,
    DECIDERS,
    EVERYONE,
    MANAGERS,
    NOBODY,
    PUBLISHERS,
    REPORT_READERS,
    SIGNED_IN,
    STAFF,
    WRITERS,
    Right,
)

SITE = (
    Right(
        "Find the portal and what is in it: home page, search, feed, site map",
        ("/", "/favicon.ico", "/feed/", "/healthz", "/robots.txt", "/search/", "/sitemap.xml"),
        EVERYONE,
    ),
    Right(
        "Open a published page",
        ("/<0>",),
        WRITERS,
        EVERYONE - WRITERS,
        "as the rows on pages say",
    ),
    Right(
        "See the samples of the style guide, where the settings switch it on",
        ("/styleguide/*",),
        EVERYONE,
    ),
    Right(
        "Sign up, log in and out, get a new password, keep an account that is to be erased",
        (
            "/_util/login/",
            "/accounts/2fa/authenticate/",
            "/accounts/2fa/webauthn/login/",
            "/accounts/confirm-email/*",
            "/accounts/erasure/*",
            "/accounts/in*",
            "/accounts/log*",
            "/accounts/password/reset/*",
            "/accounts/signup/*",
            "/accounts/start/*",
            "/admin/login/",
        ),
        EVERYONE,
    ),
    Right(
        "Change one's own name, address, password and organisation, choose one's mails",
        (
            "/accounts/email/",
            "/accounts/mails/",
            "/accounts/organisation/*",
            "/accounts/password/change/",
            "/accounts/password/set/",
            "/accounts/profile/",
            "/accounts/reauthenticate/",
        ),
        SIGNED_IN,
    ),
    Right("Read, take along or erase what is kept of oneself", ("/accounts/data/*",), SIGNED_IN),
    Right(
        "Set up, rename and remove one's own second factors: app, passkeys, recovery codes",
        ("/accounts/2fa/*", "/accounts/security/"),
        SIGNED_IN,
    ),
    Right("See where one is logged in, and log out there", ("/accounts/sessions/",), SIGNED_IN),
    Right(
        "Write to those who run the programme, report a mistake",
        ("/contact/write/", "/contact/write/sent/<token>/"),
        EVERYONE,
    ),
    Right("Stop a kind of mail by the link in it", ("/mails/off/<token>/",), EVERYONE),
    Right(
        "Write the password of a page or folder that has one",
        ("/_util/authenticate_with_password/*", "/documents/authenticate_with_password/*"),
        EVERYONE,
    ),
    Right("See a picture that pages show", ("/media/*",), EVERYONE),
    Right(
        "Open a document or recording",
        ("/documents/<0>/<1>", "/media-files/*"),
        WRITERS,
        EVERYONE - WRITERS,
        "where they may read a published page that uses it",
    ),
)
LEARNING = (
    Right("See one's own learning, and print it", ("/my-learning/*",), SIGNED_IN),
    Right(
        "Enrol in a module, withdraw, complete its activities, begin a quiz, as the module allows",
        ("/learn/modules/*", "/learn/activities/*"),
        SIGNED_IN,
    ),
    Right(
        "Say what one thinks of a module that one has completed",
        ("/learn/modules/<key>/afterwards/", "/learn/modules/<key>/opinion/"),
        NOBODY,
        SIGNED_IN,
        "one's own",
    ),
    Right(
        "Open a lesson that one may read, and answer its check questions",
        ("/learn/activities/<key>/checks/*", "/learn/activities/<key>/visit/"),
        EVERYONE,
    ),
    Right(
        "Answer, submit and read an attempt at a quiz",
        ("/learn/attempts/*",),
        NOBODY,
        SIGNED_IN,
        "one's own",
    ),
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
    Right("Correct a question for all who were asked it", ("/admin/quizzes/*",), DECIDERS),
    Right(
        "Give a learner a further attempt or more time, excuse from an activity, take that back",
        ("/admin/learners/*",),
        NOBODY,
        DECIDERS,
        "anybody but oneself",
    ),
)
PAGES = (
    Right(
        "Write pages in every language: find, add, edit, preview, copy, move, submit",
        (
            "/admin/api/main/pages/*",
            "/admin/bulk/wagtailcore/page/*",
            "/admin/choose-page/*",
            "/admin/editing-sessions/ping/*",
            "/admin/pages/*",
        ),
        WRITERS,
    ),
    Right(
        "Delete a page",
        ("/admin/pages/<page_id>/delete/",),
        PUBLISHERS,
        frozenset({"editor"}),
        "one that is not published",
    ),
    Right(
        "Publish, unpublish, review, order, lock and close pages",
        (
            "/admin/pages/<page_id>/convert_alias/",
            "/admin/pages/<page_id>/lock/",
            "/admin/pages/<page_id>/privacy/",
            "/admin/pages/<page_id>/revisions/<revision_id>/unschedule/",
            "/admin/pages/<page_id>/unlock/",
            "/admin/pages/<page_id>/unpublish/",
            "/admin/pages/<page_to_move_id>/set_position/",
            "/admin/pages/workflow/action/*",
            "/admin/pages/workflow/collect_action_data/*",
            "/admin/pages/workflow/preview/*",
        ),
        PUBLISHERS,
    ),
    Right("Translate pages", ("/admin/localize/*",), WRITERS),
    Right(
        "Bring published translations up to date, or give them up",
        ("/admin/localize/page/*", "/admin/localize/update/*"),
        PUBLISHERS,
    ),
    Right(
        "Read reports about pages",
        (
            "/admin/forms/*",
            "/admin/reports/aging-pages/*",
            "/admin/reports/page-types-usage/*",
            "/admin/reports/workflow*",
        ),
        WRITERS,
    ),
    Right("Read which pages are locked", ("/admin/reports/locked/*",), PUBLISHERS),
    Right("Redirect old addresses", ("/admin/redirects/*",), PUBLISHERS),
)
FILES = (
    Right(
        "Upload pictures, documents and recordings, and put them into pages",
        (
            "/admin/api/main/documents/*",
            "/admin/api/main/images/*",
            "/admin/bulk/content/*",
            "/admin/documents/*",
            "/admin/images/*",
            "/admin/media/*",
        ),
        WRITERS,
    ),
    Right(
        "Describe or drop files that wait for their description",
        (
            "/admin/documents/multiple/create_from_uploaded_document/*",
            "/admin/documents/multiple/delete_upload/*",
            "/admin/images/multiple/create_from_uploaded_image/*",
            "/admin/images/multiple/delete_upload/*",
        ),
        NOBODY,
        WRITERS,
        "one's own",
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
    Right("Read, answer and delete what people wrote", ("/admin/messages/*",), MANAGERS),
    Right("Find people", ("/admin/users/", "/admin/users/results/"), MANAGERS),
    Right("Invite people, withdraw that", ("/admin/people/invitations/*",), MANAGERS),
    Right(
        "Take a second factor away that was lost",
        ("/admin/users/<pk>/second-factor/",),
        NOBODY,
        MANAGERS,
        "anybody's but one's own; an administrator's, who is one",
    ),
    Right("Add, change and merge organisations", ("/admin/organisations/*",), MANAGERS),
    Right(
        "Delete organisations; add, change and delete people, switch them off, give them roles",
        ("/admin/bulk/accounts/*", "/admin/organisations/delete/*", "/admin/users/*"),
        ADMINISTRATORS,
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
# Of the models that are pages and files: who reads what is published.
READING = (
    Right(
        "Read home pages, texts, tracks, modules and the catalogue",
        (
            "courses.CaseStudyIndexPage",
            "courses.ModulePage",
            "courses.TrackPage",
            "courses.TrainingIndexPage",
            "home.HomePage",
            "home.StandardPage",
        ),
        EVERYONE,
    ),
    Right(
        "Read lessons and case studies",
        ("courses.CaseStudyPage", "courses.LessonPage"),
        WRITERS,
        EVERYONE - WRITERS,
        "where the module or the activity lets them; outside of modules everyone may",
    ),
    Right(
        "Open a quiz",
        ("courses.QuizPage",),
        WRITERS,
        SIGNED_IN - WRITERS,
        "in a module in which they are enrolled",
    ),
    Right("See pictures", ("content.CustomImage", "content.Rendition"), EVERYONE),
    Right(
        "Open documents and recordings",
        ("content.CustomDocument", "content.CustomMedia"),
        WRITERS,
        EVERYONE - WRITERS,
        "where they may read a published page that uses them",
    ),
    Right(
        "What frameworks keep beside that",
        (
            "wagtailcore.Page",
            "wagtailcore.UploadedFile",
            "wagtaildocs.Document",
            "wagtailimages.Image",
            "wagtailimages.Rendition",
            "wagtailmedia.Media",
            "wagtailusers.UserProfile",
        ),
        NOBODY,
    ),
)
SECTIONS = {
    "The site": SITE,
    "Learning": LEARNING,
    "Records of learners": RECORDS,
    "Pages": PAGES,
    "Files": FILES,
    "The portal": PORTAL,
    "What is published": READING,
}


def rights_at(where):
    """The rows for an address or the label of a model: one, unless the table says too little."""
    fitting = {
        row: max((_length(each) for each in row.where if fnmatchcase(where, each)), default=None)
        for rows in SECTIONS.values()
        for row in rows
    }
    longest = max(filter(None, fitting.values()), default=None)
    return [row for row, length in fitting.items() if longest and length == longest]


def _length(pattern):
    """How much of an address `pattern` names."""
    return len(pattern.replace("*", "")), "*" not in pattern
