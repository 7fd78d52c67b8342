package io.weir.broker.telemetry;

import java.util.List;

/**
 * What a client is to push, by all subscriptions that match it.
 *
 * @param subscriptionId stands for the other two, and for this client; the same on every broker
 * @param metrics beginnings of names, in alphabetical order; a single asterisk for all; none: nothing is to be pushed
 */
public record Terms(int subscriptionId, List<String> metrics, int pushIntervalMs) {}
