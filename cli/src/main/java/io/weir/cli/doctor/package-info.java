/**
 * {@code weir doctor}: looks at a cluster as any admin client can, and says what is wrong, why it matters, and which command
 * makes it right. Each check is a class that reads one {@link io.weir.cli.doctor.Patient}.
 * Must not: change anything.
 */
@NullMarked
package io.weir.cli.doctor;

import org.jspecify.annotations.NullMarked;
