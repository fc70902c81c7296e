# ./dev fuzz [REQUESTS [SEED]]: odd requests to every address as every role, on both databases.

case ${1:-20000}${2:-} in
    *[!0-9]*) fail "Both are numbers: how many requests, and the seed, such as ./dev fuzz 20000 7" ;;
esac
export FUZZ_REQUESTS=${1:-20000} FUZZ_SEED=${2:-$RANDOM}
set -- tests/journeys/test_fuzz.py -k breaks_or_leaks --capture=no -q
. ops/test.sh
