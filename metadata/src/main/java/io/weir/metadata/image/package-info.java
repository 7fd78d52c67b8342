/**
 * What the cluster is like at one moment: topics, partitions, settings, brokers. Immutable, shared by all threads.
 * An image changes by applying records, which gives a new image and a delta that tells what became different.
 * Nothing here decides what may change, and nothing waits or writes.
 */
@NullMarked
package io.weir.metadata.image;

import org.jspecify.annotations.NullMarked;
