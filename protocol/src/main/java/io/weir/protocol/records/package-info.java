/**
 * Record batches (message format v2) in memory: header views, reading, validating and building them. Older formats are
 * recognised and refused, never parsed. Knows codecs and primitive types: no messages, no topics, no files, no clock.
 */
@NullMarked
package io.weir.protocol.records;

import org.jspecify.annotations.NullMarked;
