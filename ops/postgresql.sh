# Sourced: a PostgreSQL server for the tests alone, gone when the shell ends.

# start_postgresql: sets postgresql_url. POSTGRESQL_URL names a server that is there already.
start_postgresql() {
    postgresql_url=${POSTGRESQL_URL:-}
    [ -z "$postgresql_url" ] || return 0
    local bin
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    bin=${bin:-$(dirname "$(command -v initdb || echo none/)")}
    [ -x "$bin/initdb" ] || return 1
    # PostgreSQL refuses to run as root.
    as_owner=()
    if [ "$(id -u)" = 0 ]; then
        as_owner=(runuser -u "$(id -un postgres 2>/dev/null || echo nobody)" --)
    fi
    cluster=$("${as_owner[@]}" mktemp -d /tmp/portal-postgresql.XXXXXX)
    trap stop_postgresql EXIT
    (
        cd /
        "${as_owner[@]}" "$bin/initdb" -D "$cluster/data" -U portal -A trust -E UTF8 --locale=C.UTF-8 --no-sync
        "${as_owner[@]}" chmod 755 "$cluster"
        "${as_owner[@]}" "$bin/pg_ctl" -D "$cluster/data" -w -l "$cluster/log" start \
            -o "-k $cluster -c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    ) >/dev/null
    pg_ctl=$bin/pg_ctl
    postgresql_url="postgres://portal@:5432/$cluster/postgres"
}

stop_postgresql() {
    (cd / && "${as_owner[@]}" "$pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1) || true
    rm -rf "$cluster"
}
