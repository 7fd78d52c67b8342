package io.weir.broker.logging;

import java.util.Map;
import java.util.ServiceLoader;

/**
 * The loggers of this process and their levels, which can be changed while it runs. Found by {@link ServiceLoader}: who puts a
 * logging library beside the broker brings the adapter for it.
 */
public interface LogLevels {

    /** The name of the logger above all others. */
    String ROOT = "root";

    /** The level in force of each logger there is, packages above it included, by name. */
    Map<String, String> levels();

    /** Sets the level of a logger: FATAL, ERROR, WARN, INFO, DEBUG or TRACE. */
    void set(String logger, String level);

    /** Gives a logger the level of the one above it again. */
    void reset(String logger);

    /** The adapter there is; without one there are no loggers. */
    static LogLevels ofProcess() {
        return ServiceLoader.load(LogLevels.class).findFirst().orElseGet(NoLogLevels::new);
    }
}
