/**
 * The {@code weir serve} command: settings gathered from file and command line, the broker started and stopped.
 * The only package (beside the demo) that knows there is a broker in this program.
 * Must not: know more of the broker than how to start and stop it.
 */
@NullMarked
package io.weir.cli.serve;

import org.jspecify.annotations.NullMarked;
