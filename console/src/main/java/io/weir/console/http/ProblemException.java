package io.weir.console.http;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A request cannot be met. Has no stack trace: whoever asked is told, and nobody else has to know. */
public final class ProblemException extends RuntimeException {

    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int TOO_SLOW = 408;
    public static final int CONFLICT = 409;
    public static final int LENGTH_REQUIRED = 411;
    public static final int TOO_LARGE = 413;
    public static final int WRONG_TYPE = 415;
    public static final int MISDIRECTED = 421;
    public static final int FAILED = 500;
    public static final int UNAVAILABLE = 503;
    public static final int TIMED_OUT = 504;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    /** A parameter or a field of the body that is wrong. */
    public static ProblemException badInput(String parameter, String detail) {
        return new ProblemException(new Problem(
                BAD_REQUEST, "Bad request", detail, Optional.empty(), Optional.of(parameter), OptionalInt.empty()));
    }

    /** A parameter that is wrong at a position in it. */
    public static ProblemException badInput(String parameter, int position, String detail) {
        return new ProblemException(new Problem(
                BAD_REQUEST,
                "Bad request",
                detail,
                Optional.empty(),
                Optional.of(parameter),
                OptionalInt.of(position)));
    }

    public static ProblemException notFound(String detail) {
        return of(NOT_FOUND, "Not found", detail);
    }

    public static ProblemException of(int status, String title, String detail) {
        return new ProblemException(Problem.of(status, title, detail));
    }

    /** With a header that the answer has besides. */
    public ProblemException with(String header, String value) {
        return new ProblemException(problem, Map.of(header, value));
    }

    public Problem problem() {
        return problem;
    }

    Answer toAnswer() {
        return problem.toAnswer(headers);
    }
}
