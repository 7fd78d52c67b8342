package io.weir.benchmarks.result;

import io.weir.benchmarks.load.Load;

/**
 * One line of the comparison.
 *
 * @param id for {@code --only}, and for those who look a row up later
 * @param client which client the load is made with
 */
public record Row(String id, String title, String client, Load load) {}
