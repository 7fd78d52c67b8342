/**
 * What a broker shows of itself, as Prometheus and OpenMetrics read it: everything is computed when it is asked for.
 *
 * <p>Names, units and labels are those of docs/metrics.md. Must not count anything itself.
 */
@NullMarked
package io.weir.console.metrics;

import org.jspecify.annotations.NullMarked;
