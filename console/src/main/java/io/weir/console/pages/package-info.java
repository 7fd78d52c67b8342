/**
 * The pages of the console, from the class path.
 *
 * <p>Must not know the broker: the pages ask the API.
 */
@NullMarked
package io.weir.console.pages;

import org.jspecify.annotations.NullMarked;
