package io.weir.simulation.history;

/**
 * An event and when it was.
 *
 * @param atNanos on a clock that all who record share; the start is arbitrary
 */
public record Entry(long atNanos, Event event) {}
