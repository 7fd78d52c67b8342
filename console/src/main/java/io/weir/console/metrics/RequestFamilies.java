package io.weir.console.metrics;

import io.weir.broker.metrics.ApiMetrics;
import io.weir.broker.metrics.Phase;
import io.weir.broker.metrics.RequestMetrics;
import java.util.List;
import java.util.Locale;

/** Requests by their kind: how many, how large, how long, and what went wrong. */
final class RequestFamilies {

    private static final String API = "api";

    private RequestFamilies() {}

    static List<Family> of(RequestMetrics requests) {
        Family.Counter counts = Family.counter("weir_requests", "Requests that could be read.");
        Family.Counter errors = Family.counter("weir_request_errors", "Errors in answers, one for each place of one.");
        Family.Counter in = Family.counter("weir_request_bytes", "Bytes of requests.");
        Family.Counter out = Family.counter("weir_response_bytes", "Bytes of answers, records included.");
        Family.Times whole = Family.times(
                "weir_request_duration_seconds", "From a request's last byte in to its answer's last byte out.");
        Family.Times phases = Family.times(
                "weir_request_phase_duration_seconds",
                "The parts of that: process (decode, handle), wait (disk, replicas, records to come), send.");
        for (ApiMetrics api : requests.all()) {
            String name = api.key().specName();
            counts.add(api.requests(), API, name);
            api.errors().forEach((error, count) -> errors.add(count, API, name, "error", error.name()));
            in.add(api.requestBytes(), API, name);
            out.add(api.responseBytes(), API, name);
            whole.add(api.whole(), API, name);
            for (Phase phase : Phase.values()) {
                phases.add(api.in(phase), API, name, "phase", phase.name().toLowerCase(Locale.ROOT));
            }
        }
        Family.Counter refused = Family.counter(
                        "weir_refused_frames", "Frames that could not be read, each of which ended its connection.")
                .add(requests.refusedFrames());
        return List.of(counts, errors, in, out, whole, phases, refused);
    }
}
