# Sourced: Debian's Chromium, and Playwright, which drives it.

# find_browser: exports CHROMIUM, or sets browser_missing to what is to be installed.
find_browser() {
    CHROMIUM=$(command -v chromium || command -v chromium-browser || true)
    export CHROMIUM
    browser_missing=
    if [ -z "$CHROMIUM" ]; then
        browser_missing="there is no Chromium (apt-get install chromium)"
    elif ! .venv/bin/python -m playwright --version >/dev/null 2>&1; then
        browser_missing="Playwright does not start (apt-get install libatomic1)"
    fi
}
