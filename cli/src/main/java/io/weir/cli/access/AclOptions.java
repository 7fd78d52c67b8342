package io.weir.cli.access;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import picocli.CommandLine.Option;

/** Whom a rule is for, what it is about, and what it says. */
final class AclOptions {

    @Option(
            names = "--principal",
            paramLabel = "TYPE:NAME",
            required = true,
            description = "For whom, as in User:alice; User:* is everybody. Can be repeated.")
    private List<String> principals = List.of();

    @Option(
            names = "--operation",
            paramLabel = "OPERATION",
            split = ",",
            required = true,
            description = "What: all, read, write, create, delete, alter, describe, describe-configs, ...")
    private List<String> operations = List.of();

    @Option(names = "--deny", description = "Forbid it (default: allow it).")
    private boolean deny;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "From where (default: anywhere).")
    private String host = "*";

    /** The rules for each of the things named. */
    List<AclBinding> bindings(List<String> things) {
        List<AclBinding> bindings = new ArrayList<>();
        for (String thing : things) {
            for (String principal : principals) {
                for (String operation : operations) {
                    bindings.add(new AclBinding(
                            pattern(thing),
                            new AccessControlEntry(
                                    principal,
                                    host,
                                    Words.parse(AclOperation.class, "operation", operation),
                                    deny ? AclPermissionType.DENY : AclPermissionType.ALLOW)));
                }
            }
        }
        return bindings;
    }

    /** Reads {@code topic/orders}, {@code topic/order*} for all names that begin so, and {@code topic/*} for all. */
    static ResourcePattern pattern(String thing) {
        int slash = thing.indexOf('/');
        if (thing.equals("cluster")) {
            return new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
        }
        String name = thing.substring(slash + 1);
        if (slash <= 0 || name.isEmpty()) {
            throw CliException.usage("'" + thing + "' is nothing to guard; write topic/NAME, topic/PREFIX*, group/NAME,"
                    + " transactional-id/NAME, delegation-token/ID, user/NAME or cluster");
        }
        ResourceType type = Words.parse(ResourceType.class, "kind of thing", thing.substring(0, slash));
        boolean prefixed = name.length() > 1 && name.endsWith("*");
        return new ResourcePattern(
                type,
                prefixed ? name.substring(0, name.length() - 1) : name,
                prefixed ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    /** Tells of each rule what was done with it. */
    static void tell(OutputOption output, String done, List<AclBinding> rules) {
        for (AclBinding rule : rules) {
            String says = Words.word(rule.entry().permissionType());
            String principal = rule.entry().principal();
            String operation = Words.word(rule.entry().operation());
            String thing = text(rule.pattern());
            output.tell(
                    done + ": " + says + " " + principal + " to " + operation + " " + thing + ".",
                    Fields.of("thing", thing)
                            .and("principal", principal)
                            .and("operation", operation)
                            .and("says", says));
        }
    }

    static String text(ResourcePattern pattern) {
        return Words.word(pattern.resourceType()) + "/" + pattern.name()
                + (pattern.patternType() == PatternType.PREFIXED ? "*" : "");
    }
}
