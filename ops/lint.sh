# ./dev lint: everything that can be told without running the portal.

need_packages dev
failed=0
check() {
    local name=$1
    shift
    if output=$("$@" 2>&1); then
        say "ok      $name"
    else
        failed=1
        say "FAILED  $name" "$output"
    fi
}
# A line that names what is wrong is no clean run, whatever the exit code says.
without_warnings() {
    output=$("$@" 2>&1) && ! grep -q "WARNING\|?:" <<<"$output" || { say "$output"; return 1; }
}
# Files that one can read at a sitting: at most 400 lines.
short_files() {
    git ls-files '*.py' '*.css' '*.js' '*.html' ':!*/migrations/*' ':!static/vendor' |
        xargs wc -l | awk '$2 != "total" && $1 > 400 {print $2 ": " $1 " lines"; bad = 1} END {exit bad}'
}

# A merge that was left half done.
no_conflict_markers() {
    ! git grep -nE '^(<{7} |>{7} |={7}$)'
}

# At most 120 characters in a line of a template. What is translated does not count: sentences are
# as long as they are, and a tag cannot be broken.
short_template_lines() {
    local translated='\{% (?:translate .*?%\}|blocktranslate\b.*?(?:\{% endblocktranslate %\}|$))'
    ! LC_ALL=C.UTF-8 git grep -nP "^(?>(?>$translated)*+.){121}" -- templates
}

# A template asks what is true and what is there, never which of several: no chain of conditions, and
# nothing compared with a text. What may be one of several is decided where its words stand.
no_decisions_in_templates() {
    ! git grep -nP '\{% elif|\{% if[^%]*([!=]=|\bin) *["'"'"']|\{% if[^%]*["'"'"'] *([!=]=|in\b)' -- templates
}

# In a copy, because collecting writes: every text of code and templates is in the catalogues.
translated() {
    if ! command -v xgettext >/dev/null; then
        say "xgettext is missing (apt-get install gettext)"
        [ "${CI:-}" != true ]
        return
    fi
    local copy python=$PWD/.venv/bin/python result=0
    copy=$(mktemp -d)
    git ls-files -z | xargs -0 cp --parents --target-directory "$copy" 2>/dev/null || true
    (cd "$copy" && "$python" manage.py makemessages --all --no-location --no-wrap \
        -i "demo/*" -i "tests/*" >/dev/null && "$python" manage.py compile_catalogs --check) || result=1
    rm -rf "$copy"
    return $result
}

export PORTAL_ENV=test DATABASE_URL="sqlite:///$VAR_DIR/lint.sqlite3"
mkdir -p "$VAR_DIR"
check "style (ruff)" .venv/bin/ruff check --quiet .
check "form (ruff)" .venv/bin/ruff format --quiet --check .
check "templates (djlint)" .venv/bin/djlint --lint --quiet templates
check "no conflict markers" no_conflict_markers
check "short files" short_files
check "short lines of templates" short_template_lines
check "no decisions in templates" no_decisions_in_templates
check "import contracts" .venv/bin/lint-imports
check "missing migrations" .venv/bin/python manage.py makemigrations --check --dry-run
check "translations" translated
. ops/production-like.sh
check "deployment settings" without_warnings .venv/bin/python manage.py check --deploy --fail-level WARNING
exit "$failed"
