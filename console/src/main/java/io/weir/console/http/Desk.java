package io.weir.console.http;

import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request as it came to its answer, whatever happens on the way. */
final class Desk {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Routes routes;
    private final Access access;

    Desk(Routes routes, Access access) {
        this.routes = routes;
        this.access = access;
    }

    /**
     * Answers.
     *
     * @param rawPath  as it was sent, still encoded
     * @param rawQuery the same; empty for none
     */
    Answer answer(String method, String rawPath, String rawQuery, Request.Content content) {
        try {
            access.checkOrigin(content);
            boolean authorized = access.isAuthorized(content);
            Routes.Found found = find(method, rawPath, authorized);
            requireJson(method, content);
            return found.route()
                    .endpoint()
                    .answer(new Request(method, rawPath, found.path(), Query.parse(rawQuery), content, authorized));
        } catch (ProblemException e) {
            return e.toAnswer();
        } catch (Exception e) {
            return unexpected(method, rawPath, e);
        }
    }

    /** Who has no token is not told what there is. */
    private Routes.Found find(String method, String rawPath, boolean authorized) {
        try {
            Routes.Found found = routes.find(method, rawPath);
            if (authorized || found.route().isOpen()) {
                return found;
            }
        } catch (ProblemException e) {
            if (authorized || !rawPath.startsWith("/api/")) {
                throw e;
            }
        }
        throw Access.unauthorized();
    }

    /** A form of a foreign page cannot send this type unasked: one more wall before what changes something. */
    private static void requireJson(String method, Request.Content content) {
        boolean hasBody = method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
        String type = content.header("Content-Type").orElse("");
        if (hasBody && !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw ProblemException.of(
                    ProblemException.WRONG_TYPE,
                    "Wrong content type",
                    "the body is of type '" + type + "'; send application/json");
        }
    }

    private static Answer unexpected(String method, String path, Exception e) {
        if (!(e instanceof UncheckedIOException)) {
            LOG.error("{} {} failed", method, path, e);
        }
        return Problem.of(
                        ProblemException.FAILED,
                        "Failed",
                        "something went wrong here that should not have; the broker's log says more")
                .toAnswer(Map.of());
    }
}
