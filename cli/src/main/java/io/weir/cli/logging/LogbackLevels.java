package io.weir.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.weir.broker.logging.LogLevels;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Lets clients of the broker change logback's levels; found through {@code META-INF/services}. */
public final class LogbackLevels implements LogLevels {

    private final LoggerContext context;

    public LogbackLevels() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback)) {
            throw new IllegalStateException(
                    "log events go to " + LoggerFactory.getILoggerFactory() + ", not to logback");
        }
        this.context = logback;
    }

    @Override
    public Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            levels.put(kafkaName(logger.getName()), logger.getEffectiveLevel().toString());
        }
        return levels;
    }

    @Override
    public void set(String logger, String level) {
        // Logback knows nothing worse than an error.
        context.getLogger(logbackName(logger)).setLevel(Level.toLevel(level, Level.ERROR));
    }

    @Override
    public void reset(String logger) {
        context.getLogger(logbackName(logger)).setLevel(null);
    }

    private static String kafkaName(String logger) {
        return logger.equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : logger;
    }

    private static String logbackName(String logger) {
        return logger.toLowerCase(Locale.ROOT).equals(ROOT) ? org.slf4j.Logger.ROOT_LOGGER_NAME : logger;
    }
}
