package io.weir.coordination.membership;

import java.util.function.Predicate;

/**
 * Who sent a request.
 *
 * @param id what the client calls itself
 * @param host where it connects from, in the form descriptions show ("/127.0.0.1")
 * @param mayDescribe whether it may know of a topic; asked about topics a regular expression matches
 */
public record Client(String id, String host, Predicate<String> mayDescribe) {}
