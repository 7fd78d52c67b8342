#!/usr/bin/env bash
# prometheus.sh: Debian's Prometheus scrapes a broker of its own. The rules load, and every query of the dashboard is answered,
# those of what the broker was made to do with a number.
set -u
prefix=prometheus
here=$(cd "$(dirname "$0")" && pwd)
. "$here/checks.sh"
weir=${WEIR:-$here/../../weir}
docs=$here/../../docs
prometheus=${PROMETHEUS:-prometheus}
promtool=${PROMTOOL:-promtool}
work=$(mktemp -d)
broker=
server=

cleanup() {
    for one in $server $broker; do kill -KILL "$one" 2>/dev/null && wait "$one" 2>/dev/null; done
    rm -rf "$work"
}
trap cleanup EXIT

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}
admin=$(free_port)
port=$(free_port)
api=http://127.0.0.1:$port/api/v1

start_broker() {
    "$weir" serve --port 0 --data "$work/data" --set "weir.admin.listener=127.0.0.1:$admin" >"$work/out" 2>>"$work/err" &
    broker=$!
    eventually 60 grep -qs 'Weir listens on' "$work/out" || { tail -n 5 "$work/err"; return 1; }
    bootstrap=$(grep -o 'Weir listens on .*' "$work/out" | grep -o '[0-9.]*:[0-9][0-9]*' | head -n 1)
    eventually 30 page >/dev/null
}
page() { curl -sf "http://127.0.0.1:$admin/metrics"; }
work_a_little() {
    seq 1 1000 | timeout 60 kcat -b "$bootstrap" -X broker.address.family=v4 -P -t measured || return 1
    timeout 60 kcat -b "$bootstrap" -X broker.address.family=v4 -q -c 900 -X auto.offset.reset=earliest -G readers measured >/dev/null
}
lint() { # its advice on names of counters is for those who have no unit; nothing else may be said
    page >"$work/page" || return 1
    "$promtool" check metrics <"$work/page" >"$work/lint" 2>&1 || { cat "$work/lint"; return 1; }
}
rules() { "$promtool" check rules "$docs/prometheus/weir-rules.yml"; }
start_prometheus() {
    cat >"$work/prometheus.yml" <<CONFIG
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: ["$(cd "$docs" && pwd)/prometheus/weir-rules.yml"]
scrape_configs:
  - job_name: weir
    static_configs: [{targets: ["127.0.0.1:$admin"]}]
CONFIG
    "$promtool" check config "$work/prometheus.yml" || return 1
    "$prometheus" --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --log.level=warn \
        --web.listen-address="127.0.0.1:$port" >"$work/prometheus.out" 2>&1 &
    server=$!
    eventually 30 scraped
}
query() { curl -sf --data-urlencode "query=$1" "$api/query"; }
scraped() { query 'count_over_time(up{job="weir"}[1m]) > 4 and up == 1' | grep -q '"value"'; }
rules_loaded() {
    curl -sf "$api/rules" >"$work/rules.json" || return 1
    node -e '
        const rules = require(process.argv[1]).data.groups.flatMap(group => group.rules)
        const bad = rules.filter(rule => rule.health !== "ok")
        if (rules.length < 15 || bad.length) { console.error(rules.length, "rules;", bad.map(rule => rule.name + ": " + rule.lastError)); process.exit(1) }
    ' "$work/rules.json"
}
dashboard() {
    node - "$docs/grafana/weir.json" "$api" <<'SCRIPT'
const [file, api] = process.argv.slice(2)
// Nothing has failed, been refused, moved to other brokers, or been read from the disk.
const mayBeEmpty = /error|refused|cold|replication|rebalances|flushed_logs/
const targets = require(file).panels.flatMap(panel => (panel.targets || []).map(target => ({ title: panel.title, expr: target.expr })))
const ask = async expr => {
    const query = expr.replaceAll('$__rate_interval', '1m').replace(/\$(job|instance)/g, '.*')
    const answer = await fetch(api + '/query?' + new URLSearchParams({ query }))
    return { query, status: answer.status, body: await answer.json() }
}
(async () => {
    let bad = 0
    for (const { title, expr } of targets) {
        const { query, status, body } = await ask(expr)
        const found = status === 200 && body.data.result.some(one => !Number.isNaN(Number(one.value[1])))
        if (status !== 200 || (!found && !mayBeEmpty.test(expr))) {
            bad++
            console.error(`${title}: ${query}: ${JSON.stringify(body).slice(0, 200)}`)
        }
    }
    console.log(`${targets.length} queries`)
    process.exit(bad || targets.length < 30 ? 1 : 0)
})()
SCRIPT
}
dashboard_at_work() { # rates are of what happens while it is scraped
    work_a_little && dashboard
}
numbers() {
    contains records '"1000"' "$(query 'weir_topic_in_records_total{topic="measured"}')" || return 1
    contains lag '"group":"readers"' "$(query 'weir_group_lag_records')"
}
no_alert() { same alerts '{"status":"success","data":{"alerts":[]}}' "$(curl -sf "$api/alerts")"; }

check "a broker starts and shows metrics" start_broker
check "records are written and read" work_a_little
check "promtool finds nothing wrong with the page" lint
check "promtool finds nothing wrong with the rules" rules
check "Prometheus scrapes it" start_prometheus
check "the rules are evaluated" eventually 20 rules_loaded
check "the numbers are right" eventually 20 numbers
check "every query of the dashboard answers" eventually 20 dashboard_at_work
check "nothing alerts" no_alert
exit $((failed > 0))
