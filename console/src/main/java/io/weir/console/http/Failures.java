package io.weir.console.http;

import java.util.Optional;

/** Knows what failures mean that endpoints do not catch. */
@FunctionalInterface
public interface Failures {

    /** What a client is told; empty for what should not happen, and belongs into the log. */
    Optional<Problem> explain(Exception failure);
}
