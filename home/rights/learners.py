"""What learners and visitors may do, for `rights`."""

from home.rights.columns import EVERYONE, NOBODY, REPRESENTATIVES, SIGNED_IN, WRITERS, Right

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
            "/accounts/oidc/<provider_id>/*",
            "/accounts/oidc/start/",
            "/accounts/password/reset/*",
            "/accounts/signup/*",
            "/accounts/start/*",
            "/admin/login/",
        ),
        EVERYONE,
    ),
    Right(
        "Change one's own name, address, password and organisation, choose one's mails, "
        "tell and agree to what is asked apart from training",
        (
            "/accounts/consents/",
            "/accounts/email/",
            "/accounts/mails/",
            "/accounts/notices/",
            "/accounts/organisation/*",
            "/accounts/password/change/",
            "/accounts/password/set/",
            "/accounts/profile/",
            "/accounts/reauthenticate/",
            "/accounts/statistics/",
        ),
        SIGNED_IN,
    ),
    Right(
        "See one's own organisation, ask to represent it, or take that back",
        ("/my-organisation/", "/my-organisation/claim/", "/my-organisation/give-up/"),
        SIGNED_IN,
    ),
    Right(
        "Edit what an organisation says of itself, invite colleagues to it",
        ("/my-organisation/invite/", "/my-organisation/profile/"),
        REPRESENTATIVES,
    ),
    Right(
        "Take colleagues out, let them represent it, withdraw invitations",
        ("/my-organisation/*",),
        NOBODY,
        REPRESENTATIVES,
        "of one's own organisation",
    ),
    Right("Read, take along or erase what is kept of oneself", ("/accounts/data/*",), SIGNED_IN),
    Right(
        "Set up, rename and remove one's own second factors: app, passkeys, recovery codes; unlink "
        "accounts elsewhere",
        ("/accounts/2fa/*", "/accounts/oidc/links/<pk>/remove/", "/accounts/security/"),
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
