/**
 * Reads what clients push: the gauges and sums of OpenTelemetry's MetricsData (opentelemetry-proto 1.x), in protobuf.
 *
 * <p>Must not trust a byte of it, nor know what becomes of the values.
 */
@NullMarked
package io.weir.broker.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
