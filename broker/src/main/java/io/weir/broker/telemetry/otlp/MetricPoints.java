package io.weir.broker.telemetry.otlp;

import java.util.List;

/**
 * What a client pushed at once.
 *
 * @param leftOut values beyond the limit, of names that are too long, and of kinds that are not read: histograms,
 *     summaries
 */
public record MetricPoints(List<MetricPoint> points, int leftOut) {}
