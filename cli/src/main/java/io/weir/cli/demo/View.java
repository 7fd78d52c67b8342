package io.weir.cli.demo;

import java.util.Map;

/**
 * What one consumer group makes of the flights: a pure function of the flights it was given, in their order.
 *
 * @param <S> what it knows of one key
 */
interface View<S> {

    void apply(Flight flight);

    /** What is known so far; two views that were given the same flights in the same order have equal states. */
    Map<String, S> state();
}
