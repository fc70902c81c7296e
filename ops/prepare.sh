# Sourced: packages, catalogues, database and demo, as far as they are not up to date.

need_packages runtime
mkdir -p "$VAR_DIR"
prepared=$VAR_DIR/prepared.stamp
state=$({
    echo "${DATABASE_URL:-}"
    find . -path ./var -prune -o -path ./.venv -prune -o -type f \
        \( -path '*/migrations/*.py' -o -name '*.po' -o -path './demo/*' ! -name '*.pyc' \) -print0 |
        sort -z | xargs -0 cat
} | sha256sum)
if [ "$(cat "$prepared" 2>/dev/null)" != "$state" ] || ! [ -s "$VAR_DIR/portal.sqlite3" ]; then
    if compgen -G 'locale/*/LC_MESSAGES/*.po' >/dev/null; then
        say "Compiling the translations …"
        manage compile_catalogs
    fi
    say "Preparing the database (about 15 seconds the first time) …"
    manage migrate --verbosity 0
    say "Loading the demo …"
    manage load_demo
    # What an older version has indexed may be folded otherwise.
    ! [ -s "$prepared" ] || manage update_index --verbosity 0
    say "$state" >"$prepared"
fi
