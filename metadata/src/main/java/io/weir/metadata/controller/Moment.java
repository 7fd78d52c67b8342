package io.weir.metadata.controller;

import java.util.random.RandomGenerator;

/**
 * Time and chance, given to the controller with every command so that a run can be repeated.
 *
 * @param nowMs milliseconds since 1970
 */
public record Moment(long nowMs, RandomGenerator random) {}
