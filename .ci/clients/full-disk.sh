#!/usr/bin/env bash
# full-disk.sh: a broker of its own on a real file system of 64 MiB, filled to the last byte: records are refused, all
# else goes on, also over a restart, and there is a way out. Needs to be allowed to mount; says so and ends well if not.
set -u
prefix=full-disk
here=$(cd "$(dirname "$0")" && pwd)
. "$here/checks.sh"
weir=${WEIR:-$here/../../weir}
work=$(mktemp -d)
disk=$work/disk
broker=
bootstrap=
mkdir "$disk"

cleanup() {
    [ -n "$broker" ] && kill -KILL "$broker" 2>/dev/null && wait "$broker" 2>/dev/null
    mountpoint -q "$disk" && umount "$disk"
    rm -rf "$work"
}
trap cleanup EXIT

if ! mount -t tmpfs -o size=64m tmpfs "$disk" 2>"$work/mount"; then
    echo "skipped $prefix: no file system can be mounted here ($(head -n 1 "$work/mount")); root can"
    exit 0
fi

# Every produce ends with the broker's first answer.
kc() { timeout 60 kcat -b "$bootstrap" -X broker.address.family=v4 -X retries=0 "$@"; }
produce() { kc -P -t "$1" -p 0 -l "$work/$2" 2>"$work/produce.err"; }
consume() { timeout 60 kcat -b "$bootstrap" -X broker.address.family=v4 -q -C -e -t "$1" -p 0 -o "${2:-beginning}"; }
end_of() { kc -q -Q -t "$1:0:-1" | sed 's/.* //'; }

start() {
    # Or what the one before said is taken for an answer, until the next one's output takes its place.
    : >"$work/out"
    "$weir" serve --port 0 --data "$disk/data" >"$work/out" 2>>"$work/err" &
    broker=$!
    eventually 60 grep -qs 'Weir listens on' "$work/out" || return 1
    bootstrap=$(grep -o 'Weir listens on .*' "$work/out" | grep -o '[0-9.]*:[0-9][0-9]*' | head -n 1)
}
stop() {
    kill -TERM "$broker" && wait "$broker"
    broker=
}
taken() { produce "$1" "$2" && ! grep -q 'failed' "$work/produce.err"; }
# Two megabytes: a few records may still fit in.
refused() { ! taken big many && contains refusal "Disk error" "$(cat "$work/produce.err")"; }

fill() {
    produce keep few || return 1
    for _ in $(seq 1 40); do
        produce big many
        if grep -q 'Delivery failed' "$work/produce.err"; then
            contains refusal "Disk error" "$(cat "$work/produce.err")" || return 1
            contains log "is full: records are refused" "$(cat "$work/err")"
            return
        fi
    done
    echo "80 MB were taken by 64 MiB" >&2
    return 1
}
reads() {
    same "records of a small topic" "$(cat "$work/few")" "$(consume keep)" || return 1
    local end
    end=$(end_of big)
    same "records of the large topic" "$end" "$(consume big | wc -l | tr -d ' ')"
}
restart() {
    stop || return 1
    start
}
kill_and_start() {
    kill -KILL "$broker"
    wait "$broker" 2>/dev/null
    broker=
    start
}
delete_topic() { "$weir" topic delete big -b "$bootstrap"; }
goes_on() {
    eventually 30 taken keep few || return 1
    same "records" "$(cat "$work/few" "$work/few")" "$(consume keep)"
}

seq 1 10 >"$work/few"
yes "$(printf '%01000d' 7)" | head -n 2000 >"$work/many"
check "broker starts" start
if [ -n "$bootstrap" ]; then
    check "records are refused when there is no room, and the log says why" fill
    check "what was taken is read" reads
    check "stops and starts while full" restart
    check "is still read" reads
    check "records are still refused" refused
    check "starts after kill -9 while full" kill_and_start
    check "is still read after that" reads
    check "a topic is deleted while full" delete_topic
    check "records are taken again, without a restart" goes_on
    check "stops" stop
fi
exit $((failed > 0))
