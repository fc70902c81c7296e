# Sourced by ./dev: messages, Python, the virtual environment.

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

find_python() {
    local candidate
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed. On Debian 12: apt-get install python3"
}
python=$(find_python)

need_free_port() {
    "$python" - "$PORT" <<'PYTHON' || fail "Port $PORT is in use or not allowed. Choose another: PORT=8001 ./dev demo"
import socket, sys
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        s.bind(("", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError):
        sys.exit(1)
PYTHON
}

# need_packages runtime|dev: a virtual environment that holds exactly what is locked.
# A .venv that is a link is somebody's own and is used as it is.
need_packages() {
    [ ! -L .venv ] || return 0
    local kind=$1 file=requirements.txt runtime wanted
    [ "$kind" = dev ] && file=requirements-dev.txt
    runtime=$({ "$python" --version; cat requirements.txt; } | sha256sum)
    wanted=$(cat requirements.txt "$file" | sha256sum)
    if [ "$(cat .venv/runtime.stamp 2>/dev/null)" != "$runtime" ]; then
        make_environment
    elif [ "$kind" = runtime ] || [ "$(cat .venv/dev.stamp 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    say "Installing the locked packages …"
    if command -v uv >/dev/null; then
        uv pip install --quiet --python .venv/bin/python --requirement "$file"
    else
        .venv/bin/python -m pip install -qq --no-compile --disable-pip-version-check \
            --requirement "$file"
    fi
    say "$runtime" >.venv/runtime.stamp
    [ "$kind" = runtime ] || say "$wanted" >.venv/dev.stamp
}

make_environment() {
    rm -rf .venv
    say "Making the virtual environment …"
    if command -v uv >/dev/null; then
        uv venv --quiet --python "$python" .venv
    else
        "$python" -c 'import ensurepip, venv' 2>/dev/null ||
            fail "Python's venv module is missing. On Debian 12: apt-get install python3-venv"
        "$python" -m venv .venv
    fi
}

manage() { .venv/bin/python manage.py "$@"; }
