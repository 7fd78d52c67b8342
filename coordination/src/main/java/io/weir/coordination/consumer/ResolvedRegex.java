package io.weir.coordination.consumer;

import java.util.SortedSet;

/**
 * What a regular expression stands for.
 *
 * @param version the version of all topics it was looked up in
 * @param timestampMs when, ms since 1970
 */
record ResolvedRegex(SortedSet<String> topics, long version, long timestampMs) {}
