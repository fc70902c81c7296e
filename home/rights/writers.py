"""What may be done with pages and files, for `rights`."""

from home.rights.columns import EVERYONE, NOBODY, PUBLISHERS, SIGNED_IN, WRITERS, Right

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
