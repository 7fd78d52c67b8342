/**
 * What this broker did lately, looked at every few seconds as long as somebody wants to see it.
 *
 * <p>Must not cost anything while nobody looks, and keeps nothing but numbers.
 */
@NullMarked
package io.weir.console.samples;

import org.jspecify.annotations.NullMarked;
