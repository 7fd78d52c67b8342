/**
 * What moves between brokers: under way, planned, and begun when somebody says so.
 *
 * <p>Must not decide what moves where: the planner does.
 */
@NullMarked
package io.weir.console.moves;

import org.jspecify.annotations.NullMarked;
