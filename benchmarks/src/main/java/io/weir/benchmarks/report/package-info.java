/**
 * Results as people read them: a table on the terminal, a page with a chart, and every number as JSON.
 * Nothing is measured here.
 */
@NullMarked
package io.weir.benchmarks.report;

import org.jspecify.annotations.NullMarked;
