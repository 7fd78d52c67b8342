package io.weir.cli.config;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir config unset}. */
@Command(
        name = "unset",
        description = {
            "Take configs away, so that what is said elsewhere, or the default, applies again.",
            "",
            "ENTITY is " + Entity.SYNTAX + "."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir config unset topic/orders retention.ms", "  weir config unset broker/default log.retention.ms"
        })
final class ConfigUnsetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENTITY", index = "0", description = "Whose.")
    private String entity = "";

    @Parameters(paramLabel = "NAME", index = "1..*", arity = "1..*", description = "Which.")
    private List<String> names = List.of();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ConfigUnsetCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Entity whose = Entity.parse(entity);
        try (Admin admin = client.connect().admin()) {
            whose.require(admin);
            // Brokers take the deletion of a misspelt config for done.
            whose.requireSettings(admin, names);
            ConfigResource resource = whose.resource();
            List<AlterConfigOp> operations = names.stream()
                    .map(name -> new AlterConfigOp(new ConfigEntry(name, ""), OpType.DELETE))
                    .toList();
            Await.get(
                    admin.incrementalAlterConfigs(Map.of(resource, operations)).values(), resource);
        }
        names.forEach(name -> output.tell(
                "Took " + name + " of " + whose + " away.",
                Fields.of("entity", whose).and("config", name).and("unset", true)));
        return ExitCode.OK;
    }
}
