package io.weir.console.http;

import java.util.Map;
import java.util.Optional;

/**
 * A request that has been let in.
 *
 * @param path       decoded names of the path, by the names that its route has for them
 * @param authorized whether it carries the token, where one is required; true where none is
 */
public record Request(
        String method, String uri, Map<String, String> path, Query query, Content content, boolean authorized) {

    /** What a client sent, read when it is asked for. */
    public interface Content {

        /** A header of the request. */
        Optional<String> header(String name);

        /** All of the body. @throws ProblemException when it is too large or too slow */
        byte[] bytes();
    }

    /** A name from the path. */
    public String name(String parameter) {
        String value = path.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("the route of " + uri + " has no " + parameter);
        }
        return value;
    }

    /** A number from the path, at least 0. */
    public long number(String parameter) {
        String text = name(parameter);
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw ProblemException.badInput(
                parameter, parameter + " in the path is '" + text + "'; expected a whole number from 0 on");
    }

    /** The same, where it has to be an int. */
    public int intNumber(String parameter) {
        long number = number(parameter);
        if (number > Integer.MAX_VALUE) {
            throw ProblemException.badInput(
                    parameter, parameter + " in the path is " + number + "; the largest is " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** The body, which has to be a JSON object; no body counts as an empty one. */
    public Body body() {
        return Body.parse(content.bytes());
    }
}
