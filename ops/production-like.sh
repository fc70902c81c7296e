# Sourced: an environment like production's, for checks that serve nobody.

export PORTAL_ENV=production
export SECRET_KEY=only-for-checks-${RANDOM}-$(head -c 48 /dev/urandom | base64 | tr -d '\n')
export SECOND_FACTOR_KEYS=only-for-checks-${RANDOM}-$(head -c 48 /dev/urandom | base64 | tr -d '\n')
export ALLOWED_HOSTS=portal.example,localhost
export SITE_URL=https://portal.example
export DATABASE_URL=sqlite:///$VAR_DIR/production-like.sqlite3
export EMAIL_URL=consolemail://
export DEFAULT_FROM_EMAIL=portal@portal.example
export CONTROLLER="Nobody, for checks only"
export CONTACT_EMAIL=contact@portal.example
