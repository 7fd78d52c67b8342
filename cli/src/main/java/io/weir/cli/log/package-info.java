/**
 * {@code weir log}: what lies in the folders of a broker, shown as text and JSON.
 * Reads files of this machine, without a broker and beside one; what is found and judged is the log's own business.
 */
@NullMarked
package io.weir.cli.log;

import org.jspecify.annotations.NullMarked;
