#!/usr/bin/env bash
# launcher.sh: checks the ./weir script itself: what it needs, what it says, whose pid is the broker's.
set -u
# Job control, so that a background process does not ignore SIGINT, as those of scripts do by default.
set -m
prefix=launcher
here=$(cd "$(dirname "$0")" && pwd)
. "$here/checks.sh"
weir=$(cd "$here/../.." && pwd)/weir
work=$(mktemp -d)
broker=
trap '[ -n "$broker" ] && kill -KILL "$broker" 2>/dev/null; rm -rf "$work"' EXIT

no_jdk() {
    local out code
    # A PATH with the tools of the script but no java, and no folder to look for a JDK in.
    mkdir -p "$work/bin"
    for tool in bash env dirname readlink find cksum head sed grep cat; do ln -sf "$(command -v $tool)" "$work/bin/$tool"; done
    out=$(env -i PATH="$work/bin" HOME="$work" WEIR_JDK_FOLDERS= "$weir" --version 2>&1)
    code=$?
    same "exit code" 1 "$code" || return 1
    same "lines" 1 "$(printf '%s\n' "$out" | wc -l | tr -d ' ')" || return 1
    contains message "JDK 25" "$out"
}

from_elsewhere() {
    mkdir -p "$work/with space"
    ln -sf "$weir" "$work/with space/w"
    (cd / && contains version "weir " "$("$work/with space/w" --version)")
}

start() { # options...
    rm -f "$work/out"
    "$weir" serve --port 0 --data "$work/data" "$@" >"$work/out" 2>"$work/err" &
    broker=$!
    eventually 30 grep -qs 'Weir listens on' "$work/out"
}

stop() { # SIGNAL; returns the exit code
    kill -"$1" "$broker"
    wait "$broker"
}

sigterm() {
    start || { cat "$work/err" >&2; return 1; }
    local command
    command=$(tr '\0' ' ' <"/proc/$broker/cmdline")
    stop "$1"
    same "exit code after SIG$1" 0 $? || return 1
    contains "the process of that pid" io.weir.cli.Weir "$command"
}

quiet() {
    start || return 1
    stop TERM
    grep -iE 'warn' "$work/out" "$work/err" && return 1
    return 0
}

port_in_use() {
    start || return 1
    local port code
    port=$(sed -n 's/^Weir listens on 127.0.0.1:\([0-9]*\) .*/\1/p' "$work/out")
    "$weir" serve --port "$port" --data "$work/other" >"$work/out2" 2>"$work/err2"
    code=$?
    stop TERM
    same "exit code" 1 "$code" || return 1
    contains message "$port" "$(grep '^weir:' "$work/err2")"
}

data_in_use() {
    start || return 1
    local code
    "$weir" serve --port 0 --data "$work/data" >"$work/out2" 2>"$work/err2"
    code=$?
    stop TERM
    same "exit code" 1 "$code" || return 1
    contains message "$work/data" "$(grep '^weir:' "$work/err2")"
}

check "no JDK: one clear line, exit code 1" no_jdk
check "runs from any folder, through a link, with a space in its path" from_elsewhere
check "the script's pid is the broker's; SIGTERM stops it with exit code 0" sigterm TERM
check "SIGINT stops it with exit code 0" sigterm INT
check "starts and stops without a warning" quiet
check "a port in use: one clear line, exit code 1" port_in_use
check "a data folder in use: one clear line, exit code 1" data_in_use
exit $((failed > 0))
