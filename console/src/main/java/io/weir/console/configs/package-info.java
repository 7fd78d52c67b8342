/**
 * The settings of topics and brokers over HTTP: what they are, where they come from, and changing them.
 *
 * <p>Must not know any setting by its name: what may be set is for the broker to judge.
 */
@NullMarked
package io.weir.console.configs;

import org.jspecify.annotations.NullMarked;
