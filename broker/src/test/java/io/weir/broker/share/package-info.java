/** Tests of what this broker keeps of share groups, without sockets. */
@NullMarked
package io.weir.broker.share;

import org.jspecify.annotations.NullMarked;
