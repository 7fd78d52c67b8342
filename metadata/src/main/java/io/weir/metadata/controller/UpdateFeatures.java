package io.weir.metadata.controller;

import java.util.List;

/** Set the levels of features for the whole cluster: all of these, or none. */
public record UpdateFeatures(List<Update> updates, boolean validateOnly) implements Command<ApiError> {

    /** Which way a level may go; the numbers in requests are Kafka's. */
    public enum Direction {
        /** None of the others. */
        UNKNOWN,
        UPGRADE,
        /** Nothing may be lost by it. */
        SAFE_DOWNGRADE,
        UNSAFE_DOWNGRADE;

        /** The direction a request means by this number. */
        public static Direction forCode(int code) {
            return code > 0 && code < values().length ? values()[code] : UNKNOWN;
        }
    }

    /** The level one feature is to have; 0 switches it off. */
    public record Update(String name, short level, Direction direction) {}
}
