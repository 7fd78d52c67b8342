/**
 * Looking into folders without touching them: what lies in their files, what is wrong with it, and what the next start
 * would do about it, found out by letting it start on a disk that keeps every change in memory.
 * Hands out records; how they are shown is for others.
 */
@NullMarked
package io.weir.log.inspect;

import org.jspecify.annotations.NullMarked;
