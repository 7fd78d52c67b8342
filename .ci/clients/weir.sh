#!/usr/bin/env bash
# weir.sh HOST:PORT first|after-restart: checks a broker with the project's own command line.
set -u
export WEIR_BOOTSTRAP=$1
phase=${2:-first}
prefix=weir
here=$(cd "$(dirname "$0")" && pwd)
. "$here/checks.sh"
weir=${WEIR:-$here/../../weir}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

topics() {
    contains creation "with 3 partitions" "$("$weir" topic create cli-topic -p 3 -c retention.ms=7200000)" || return 1
    contains list '"topic":"cli-topic"' "$("$weir" topic list --output json)" || return 1
    contains configs 'retention.ms=7200000' "$("$weir" topic describe cli-topic)" || return 1
    "$weir" topic alter cli-topic -p 5 -c max.message.bytes=2000000 >/dev/null || return 1
    contains description '"max.message.bytes":"2000000"' "$("$weir" topic describe cli-topic --output json)" || return 1
    same partitions 5 "$("$weir" topic describe cli-topic --output json | grep -o '"partition":' | wc -l | tr -d ' ')" || return 1
    "$weir" topic delete cli-topic >/dev/null || return 1
    "$weir" topic list | grep -q cli-topic && return 1
    return 0
}

refusals() {
    "$weir" topic create cli-exists >/dev/null || return 1
    contains "existing topic" "exists already" "$("$weir" topic create cli-exists 2>&1)" || return 1
    contains "unknown topic" "Did you mean: cli-exists" "$("$weir" topic describe cli-exsits 2>&1)" || return 1
    contains "nobody there" "./weir serve" "$("$weir" topic list -b 127.0.0.1:1 2>&1)" || return 1
    "$weir" topic list -b 127.0.0.1:1 2>/dev/null
    same "exit code of a failure" 1 $? || return 1
    "$weir" topic list --nonsense 2>/dev/null
    same "exit code of a wrong command line" 2 $?
}

records() {
    # Recent, so that retention leaves the records alone.
    local time=$(($(date +%s) * 1000 - 3600000))
    printf 'a:1\nb:2\na:3\n' | "$weir" produce cli-records -K : -H from=cli --timestamp $time 2>/dev/null || return 1
    same text "a=1 [from=cli] $time 0
b=2 [from=cli] $time 1
a=3 [from=cli] $time 2" "$("$weir" consume cli-records --format '%k=%v [%h] %T %o')" || return 1
    same json 3 "$("$weir" consume cli-records --output json | grep -c '"headers":\[{"key":"from","value":"cli"}\]')" || return 1
    same "from an offset" "2
3" "$("$weir" consume cli-records --offset 1)" || return 1
    same "last one" 3 "$("$weir" consume cli-records --offset -1)" || return 1
    same "after a time" "" "$("$weir" consume cli-records --timestamp $((time + 1)))" || return 1
    same "at a time" 3 "$("$weir" consume cli-records --timestamp $time | wc -l | tr -d ' ')"
}

bytes() {
    head -c 300000 /dev/urandom >"$work/in"
    "$weir" produce cli-bytes --file "$work/in" --compression zstd 2>/dev/null || return 1
    "$weir" consume cli-bytes >"$work/out" || return 1
    # The last line of the input has no end; on the way out it gets one.
    head -c 300000 "$work/out" | cmp - "$work/in"
}

many() {
    seq 1 200000 >"$work/in"
    for codec in none gzip snappy lz4 zstd; do
        "$weir" produce "cli-many-$codec" --file "$work/in" -z "$codec" 2>/dev/null || return 1
        "$weir" consume "cli-many-$codec" >"$work/out" || return 1
        cmp "$work/in" "$work/out" || return 1
    done
}

follow() {
    "$weir" topic create cli-follow >/dev/null || return 1
    "$weir" consume cli-follow --follow --from-beginning --count 2 --timeout 30 >"$work/followed" &
    local follower=$!
    echo one | "$weir" produce cli-follow 2>/dev/null
    echo two | "$weir" produce cli-follow 2>/dev/null
    wait "$follower" || return 1
    same followed "one
two" "$(cat "$work/followed")"
}

groups() {
    seq 1 10 | "$weir" produce cli-group 2>/dev/null || return 1
    same "first three" "1
2
3" "$("$weir" consume cli-group --group cli-group --count 3)" || return 1
    contains list cli-group "$("$weir" group list)" || return 1
    contains lag '"lag":7' "$("$weir" group describe cli-group --output json)" || return 1
    same "the rest" "$(seq 4 10)" "$("$weir" consume cli-group --group cli-group)"
}

before_restart() {
    seq 1 1000 | "$weir" produce cli-restart 2>/dev/null || return 1
    same "read and committed" 400 "$("$weir" consume cli-restart --group cli-restart --count 400 | wc -l | tr -d ' ')"
}

after_restart() {
    same "every record" "$(seq 1 1000)" "$("$weir" consume cli-restart)" || return 1
    same "from the committed offset" "$(seq 401 1000)" "$("$weir" consume cli-restart --group cli-restart)"
}

if [ "$phase" = first ]; then
    check "creates, lists, describes, alters and deletes topics" topics
    check "refuses with the reason and the way out" refusals
    check "produces and consumes keys, headers, timestamps, from offsets and times" records
    check "brings bytes through unchanged" bytes
    check "brings 200,000 lines through in order in every codec" many
    check "follows" follow
    check "reads as a group, and shows its lag" groups
    check "leaves records and committed offsets behind" before_restart
else
    check "every acknowledged record and committed offset survived kill -9" after_restart
fi
exit $((failed > 0))
