package io.weir.cli.doctor;

import io.weir.cli.doctor.Patient.Group;
import io.weir.cli.terminal.Units;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of groups. */
final class GroupChecks {

    private static final int NAMES_SHOWN = 3;

    private GroupChecks() {}

    static List<Finding> stuck(Patient patient) {
        return patient.groups().stream().flatMap(GroupChecks::stuck).toList();
    }

    private static Stream<Finding> stuck(Group group) {
        if (group.state().startsWith("unknown")) {
            return Stream.of(
                    Finding.warning(name(group) + " cannot be asked about (" + group.state() + ")", "try again"));
        }
        return group.state().contains("Rebalanc")
                ? Stream.of(Finding.warning(
                        name(group) + " is in a rebalance (" + group.state() + ")",
                        "weir group describe " + group.name()))
                : Stream.empty();
    }

    static List<Finding> abandoned(Patient patient) {
        return patient.groups().stream()
                .filter(group -> group.isEmpty() && group.lag() > 0)
                .map(group -> Finding.note(
                        name(group) + " has no members and " + Units.count(group.lag(), "record") + " to read",
                        "start its members, or: weir group delete " + group.name()))
                .toList();
    }

    static List<Finding> leavingOut(Patient patient) {
        return patient.groups().stream()
                .filter(group -> !group.unread().isEmpty())
                .map(group -> Finding.note(
                        name(group) + " leaves out " + first(group) + ": there are records, and no member reads them",
                        "weir group describe " + group.name() + " shows who reads what"))
                .toList();
    }

    private static String first(Group group) {
        String shown =
                group.unread().stream().limit(NAMES_SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        int others = group.unread().size() - NAMES_SHOWN;
        return others > 0 ? shown + " and " + others + " more" : shown;
    }

    private static String name(Group group) {
        return "group " + group.name();
    }
}
