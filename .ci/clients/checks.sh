# Sourced by the check scripts: named checks, one line for each, "ok NAME" or "FAILED NAME: why".
# A check is a function; it fails by returning non-zero, having said why on standard error.

failed=0

check() { # NAME FUNCTION...: in this shell, so that a check may start and stop what others use
    local name="$prefix: $1" why
    shift
    why=$(mktemp)
    if "$@" >"$why" 2>&1; then
        echo "ok $name"
    else
        failed=$((failed + 1))
        echo "FAILED $name: $(tail -n 3 "$why" | tr '\n' ' ')"
    fi
    rm -f "$why"
}

# same WHAT EXPECTED ACTUAL
same() {
    [ "$2" = "$3" ] && return 0
    echo "$1: expected '$(printf '%s' "$2" | head -c 200)' but got '$(printf '%s' "$3" | head -c 200)'" >&2
    return 1
}

# contains WHAT PART TEXT
contains() {
    case $3 in *"$2"*) return 0 ;; esac
    echo "$1: '$2' is not in '$(printf '%s' "$3" | head -c 300)'" >&2
    return 1
}

# eventually SECONDS COMMAND...: tries until it succeeds.
eventually() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "still not so: $*" >&2
            return 1
        fi
        sleep 0.1
    done
}
