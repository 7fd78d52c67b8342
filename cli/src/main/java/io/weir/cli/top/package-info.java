/**
 * {@code weir top}: what a cluster does right now, drawn again and again.
 * An ordinary admin client: rates are differences of offsets, nothing has to be switched on in a broker.
 * Nothing is kept but the last look, whatever the number of partitions and groups.
 */
@NullMarked
package io.weir.cli.top;

import org.jspecify.annotations.NullMarked;
