/**
 * The compression codecs of record batches, both directions, byte-compatible with every Kafka client. Input is never
 * trusted: decompression is bounded by what the caller asks for. Knows bytes and streams only: no records, no batches,
 * no files, no configuration files.
 */
@NullMarked
package io.weir.protocol.compress;

import org.jspecify.annotations.NullMarked;
