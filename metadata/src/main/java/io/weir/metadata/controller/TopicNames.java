package io.weir.metadata.controller;

import java.util.Optional;

/** Which names topics may have: Kafka's rules. */
public final class TopicNames {

    /** Characters a name has at most: with a partition's number it must be a folder's name. */
    public static final int MAX_LENGTH = 249;

    /** The name of Kafka's metadata log, which nobody may create. */
    static final String CLUSTER_METADATA = "__cluster_metadata";

    private TopicNames() {}

    /** Says what is wrong with a name; empty when nothing is. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("Topic name is illegal: it is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("Topic name is illegal: '" + name + "' is not allowed");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("Topic name is illegal: it has " + name.length() + " characters, and " + MAX_LENGTH
                    + " are allowed: '" + name.substring(0, 32) + "...'");
        }
        if (!name.chars().allMatch(TopicNames::isLegal)) {
            return Optional.of("Topic name '" + name
                    + "' is illegal: only ASCII letters and digits, '.', '_' and '-' are allowed");
        }
        return Optional.empty();
    }

    private static boolean isLegal(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
