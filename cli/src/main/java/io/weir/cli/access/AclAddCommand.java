package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir acl add}. */
@Command(
        name = "add",
        description = "Allow or forbid something to somebody.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir acl add topic/orders --principal User:alice --operation read,describe",
            "  weir acl add topic/private* --principal User:* --operation all --deny"
        })
final class AclAddCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "THING",
            arity = "1..*",
            description = "As in topic/orders, topic/order*, group/*, cluster.")
    private List<String> things = List.of();

    @Mixin
    private AclOptions options = new AclOptions();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    AclAddCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        List<AclBinding> rules = options.bindings(things);
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.createAcls(rules).all());
        }
        AclOptions.tell(output, "Added", rules);
        return ExitCode.OK;
    }
}
