package io.weir.broker.logging;

import java.util.Map;

/** A process whose logging library nobody brought an adapter for. */
final class NoLogLevels implements LogLevels {

    @Override
    public Map<String, String> levels() {
        return Map.of();
    }

    @Override
    public void set(String logger, String level) {
        throw new IllegalStateException("there are no loggers");
    }

    @Override
    public void reset(String logger) {
        throw new IllegalStateException("there are no loggers");
    }
}
