package io.weir.console.http;

/** What answers the requests of one route. Runs on a virtual thread of the request's own, and may block. */
@FunctionalInterface
public interface Endpoint {

    /**
     * The answer.
     *
     * @throws ProblemException when the request cannot be met; says why, and the way out
     */
    Answer answer(Request request) throws Exception;
}
