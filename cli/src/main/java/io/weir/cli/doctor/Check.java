package io.weir.cli.doctor;

import java.util.List;

/** Looks for one kind of trouble. */
@FunctionalInterface
interface Check {

    List<Finding> look(Patient patient);
}
