/**
 * Where log lines of this process go, set up in code: reading an XML file would cost a tenth of a second at each start.
 * Lines go to standard error, one line a message.
 * Must not: decide who logs what beyond the level a command asks for.
 */
@NullMarked
package io.weir.cli.logging;

import org.jspecify.annotations.NullMarked;
