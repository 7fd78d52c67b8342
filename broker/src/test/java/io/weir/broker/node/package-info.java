@NullMarked
package io.weir.broker.node;

import org.jspecify.annotations.NullMarked;
