#!/usr/bin/env bash
# kcat.sh HOST:PORT first|after-restart: checks a broker with kcat, that is with librdkafka.
# "after-restart" runs against the same data once the broker has been killed and started again.
set -u
bootstrap=$1
phase=${2:-first}
prefix=kcat
here=$(cd "$(dirname "$0")" && pwd)
. "$here/checks.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

kc() { timeout 60 kcat -b "$bootstrap" -X broker.address.family=v4 -X topic.metadata.refresh.interval.ms=1000 "$@"; }
consume() { kc -q -C -e -t "$1" -o "${2:-beginning}" "${@:3}"; }
lines() { wc -l <"$1" | tr -d ' '; }

codec_round_trip() {
    local codec=$1 topic=kcat-$1
    for i in $(seq 1 500); do echo "key$((i % 7)):$codec value $i $(printf '%0100d' "$i")"; done >"$work/in"
    kc -P -t "$topic" -p 0 -K : -z "$codec" -H source=kcat -H "codec=$codec" -l "$work/in" || return 1
    consume "$topic" beginning -f '%k:%s\n' >"$work/out" || return 1
    cmp "$work/in" "$work/out" || return 1
    same headers "source=kcat,codec=$codec" "$(consume "$topic" beginning -c 1 -f '%h')" || return 1
    same offsets "$(seq 0 499)" "$(consume "$topic" beginning -f '%o\n')"
}

timestamps() {
    local before middle after
    before=$(date +%s%3N)
    seq 1 5 | kc -P -t kcat-time -p 0 || return 1
    sleep 0.2
    middle=$(date +%s%3N)
    sleep 0.2
    seq 6 10 | kc -P -t kcat-time -p 0 || return 1
    after=$(date +%s%3N)
    same "from the middle" "$(seq 6 10)" "$(consume kcat-time "s@$middle" -p 0)" || return 1
    same "offset of the middle" "kcat-time [0] offset 5" "$(kc -q -Q -t "kcat-time:0:$middle")" || return 1
    for timestamp in $(consume kcat-time beginning -f '%T\n'); do
        [ "$timestamp" -ge "$before" ] && [ "$timestamp" -le "$after" ] && continue
        echo "timestamp $timestamp is not between $before and $after" >&2
        return 1
    done
}

positions() {
    seq 0 9 | kc -P -t kcat-positions -p 0 || return 1
    same "last three" "$(seq 7 9)" "$(consume kcat-positions -3 -p 0)" || return 1
    same "from offset 4" "$(seq 4 9)" "$(consume kcat-positions 4 -p 0)" || return 1
    same "first two" "$(seq 0 1)" "$(consume kcat-positions beginning -p 0 -c 2)"
}

acks() {
    seq 1 20 | kc -P -t "kcat-acks$1" -p 0 -X "acks=$1" || return 1
    eventually 10 same "records with acks=$1" "$(seq 1 20)" "$(consume "kcat-acks$1" beginning)"
}

idempotent() {
    seq 1 1000 | kc -P -t kcat-idempotent -p 0 -X enable.idempotence=true || return 1
    same records "$(seq 1 1000)" "$(consume kcat-idempotent)"
}

metadata() {
    local said
    said=$(kc -L -J) || return 1
    contains metadata '"topic":"kcat-none"' "$said" && contains metadata '"brokers":[{' "$said"
}

tombstone() {
    printf 'gone:\n' | kc -P -t kcat-null -p 0 -K : -Z || return 1
    same "null value" "gone=-1" "$(consume kcat-null beginning -f '%k=%S')"
}

missing_topic() {
    local said
    said=$(kc -C -e -t kcat-nowhere -X allow.auto.create.topics=false 2>&1) && return 1
    contains refusal "Unknown topic" "$said"
}

# member NAME: a group member in the background; its records in NAME.out, what happens to it in NAME.err.
member() {
    kcat -b "$bootstrap" -X broker.address.family=v4 -u -G "${group:?}" -X auto.offset.reset=earliest \
        -X session.timeout.ms=6000 -X heartbeat.interval.ms=500 -X auto.commit.interval.ms=200 -f '%s\n' \
        "${topic:?}" >"$work/$1.out" 2>"$work/$1.err" &
    echo $! >"$work/$1.pid"
}
leave() {
    kill -TERM "$(cat "$work/$1.pid")"
    wait "$(cat "$work/$1.pid")" 2>/dev/null
}
assigned() { # NAME COUNT: the partitions it has now, by its last report
    [ "$(grep 'rebalanced' "$work/$1.err" | tail -n 1 | grep -o '\[[0-9]*\]' | wc -l)" = "$2" ]
}
have_read() { [ "$(cat "$work"/one.out "$work"/two.out 2>/dev/null | sort -u | wc -l)" -ge "$1" ]; }

rebalance() {
    local group=kcat-group topic=kcat-rebalance status=0
    "$here/create-topic" "$bootstrap" "$topic" 4 || return 1
    member one
    eventually 30 assigned one 4 || status=1
    seq 1 200 | kc -P -t "$topic" || status=1
    eventually 30 have_read 200 || status=1
    member two
    eventually 30 assigned two 2 || status=1
    eventually 30 assigned one 2 || status=1
    seq 201 400 | kc -P -t "$topic" || status=1
    eventually 30 have_read 400 || status=1
    leave two
    eventually 30 assigned one 4 || status=1
    seq 401 600 | kc -P -t "$topic" || status=1
    eventually 30 have_read 600 || status=1
    leave one
    same "what both read" "$(seq 1 600)" "$(cat "$work"/one.out "$work"/two.out | sort -nu)" || status=1
    return $status
}

group_read() { # GROUP TOPIC COUNT
    kc -G "$1" -c "$3" -X auto.offset.reset=earliest -f '%s\n' "$2" 2>"$work/group.err" ||
        cat "$work/group.err" >&2
}

# kcat commits all it is given as one transaction.
transact() { kc -P -t kcat-txn -p 0 -X "transactional.id=$1"; }
committed() { consume kcat-txn "${1:-beginning}" -X isolation.level=read_committed; }

more_than() { [ "$(consume kcat-txn beginning -X isolation.level=read_uncommitted | wc -l)" -gt "$1" ]; }

transactions() {
    seq 1 500 | transact kcat-txn-1 || return 1
    seq 501 1000 | transact kcat-txn-1 || return 1
    same "committed records" "$(seq 1 1000)" "$(committed)" || return 1
    # A marker ends each of the two.
    same "log end" "kcat-txn [0] offset 1002" "$(kc -q -Q -t kcat-txn:0:-1)"
}

abandoned_transaction() {
    # Written, and killed before its input ends: nobody has asked for the commit.
    mkfifo "$work/input" || return 1
    kcat -q -b "$bootstrap" -X broker.address.family=v4 -P -t kcat-txn -p 0 -X linger.ms=0 \
        -X transactional.id=kcat-txn-1 <"$work/input" &
    local producer=$! written
    exec 9>"$work/input"
    # More than it reads at once.
    seq 100001 103000 >&9
    eventually 20 more_than 1000
    written=$?
    kill -9 "$producer"
    wait "$producer" 2>/dev/null
    exec 9>&-
    [ "$written" = 0 ] || return 1
    same "while it is open" "$(seq 1 1000)" "$(committed)" || return 1
    # Whoever has its id next has it aborted.
    seq 1051 1060 | transact kcat-txn-1 || return 1
    same "after its successor" "$(seq 1 1000; seq 1051 1060)" "$(committed)"
}

before_restart() {
    seq 1 100 | kc -P -t kcat-restart -p 0 -X acks=all || return 1
    same "read and committed" "$(seq 1 40)" "$(group_read kcat-restart kcat-restart 40)"
}

after_restart() {
    same "every record" "$(seq 1 100)" "$(consume kcat-restart beginning)" || return 1
    same "from the committed offset" "$(seq 41 100)" "$(group_read kcat-restart kcat-restart 60)"
}

after_restart_codecs() {
    for codec in none gzip snappy lz4 zstd; do
        same "$codec" 500 "$(consume "kcat-$codec" beginning | wc -l | tr -d ' ')" || return 1
    done
}

if [ "$phase" = first ]; then
    for codec in none gzip snappy lz4 zstd; do
        check "produces and consumes with $codec: keys, headers, order" codec_round_trip "$codec"
    done
    check "lists metadata" metadata
    check "seeks and queries by timestamp" timestamps
    check "reads from positions" positions
    for acks in 0 1 all; do check "produces with acks=$acks" acks "$acks"; done
    check "produces idempotently" idempotent
    check "commits transactions" transactions
    check "has the transaction of a producer that was killed aborted by its next" abandoned_transaction
    check "sends null values" tombstone
    check "is told that a topic is unknown" missing_topic
    check "two members share the partitions; one leaves; nothing is lost" rebalance
    check "leaves records and committed offsets behind" before_restart
else
    check "every acknowledged record and committed offset survived kill -9" after_restart
    check "transactions committed and aborted survived kill -9" same txn "$(seq 1 1000; seq 1051 1060)" "$(committed)"
    check "records of every codec survived kill -9" after_restart_codecs
fi
exit $((failed > 0))
