package io.weir.console.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All routes, and what answers where there is none. */
public final class Routes {

    private final List<Route> routes;
    private final Endpoint pages;

    /** @param pages answers a GET that is for no route, or says that there is nothing */
    public Routes(List<Route> routes, Endpoint pages) {
        // A path that says a word outright comes before one that has a placeholder there.
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt(Route::placeholders))
                .toList();
        this.pages = pages;
    }

    public List<Route> all() {
        return routes;
    }

    /** What answers a request. */
    record Found(Route route, Map<String, String> path) {}

    /**
     * Finds what answers.
     *
     * @param rawPath as it was sent, still encoded
     */
    Found find(String method, String rawPath) {
        List<String> segments = Route.segments(rawPath);
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> path = route.match(segments);
            if (path.isPresent()) {
                if (route.method().equals(wanted)) {
                    return new Found(route, path.get());
                }
                allowed.add(route.method());
            }
        }
        if (!allowed.isEmpty()) {
            throw notAllowed(method, rawPath, String.join(", ", allowed));
        }
        if (!wanted.equals("GET") || isReserved(segments.getFirst())) {
            throw ProblemException.notFound(
                    "there is nothing at " + rawPath + "; /api/v1/openapi.yaml says what there is");
        }
        return new Found(new Route("GET", rawPath, true, pages), Map.of());
    }

    private static boolean isReserved(String first) {
        return first.equals("api") || first.equals("health") || first.equals("metrics");
    }

    private static ProblemException notAllowed(String method, String path, String allowed) {
        return ProblemException.of(
                        ProblemException.METHOD_NOT_ALLOWED,
                        "Method not allowed",
                        method + " is not for " + path + "; it takes " + allowed)
                .with("Allow", allowed);
    }
}
