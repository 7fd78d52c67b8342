/**
 * {@code weir config}: settings of topics, brokers, groups and the like, shown with where they come from, and changed.
 * Must not: know what a setting means; the broker says so.
 */
@NullMarked
package io.weir.cli.config;

import org.jspecify.annotations.NullMarked;
