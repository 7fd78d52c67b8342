package io.weir.cli.config;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir config set}. */
@Command(
        name = "set",
        description = {"Set configs.", "", "ENTITY is " + Entity.SYNTAX + "."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir config set topic/orders retention.ms=3600000",
            "  weir config set broker/default log.retention.ms=86400000",
            "  weir config set topic/orders leader.replication.throttled.replicas=0:1 --append",
            "  weir config set metrics/producers metrics=org.apache.kafka.producer. interval.ms=10000",
            "  weir config set logger/1 io.weir.broker=DEBUG"
        })
final class ConfigSetCommand implements Callable<Integer> {

    /** What becomes of the value that is there; it is replaced where nothing is said. */
    static final class Change {

        @Option(names = "--append", description = "Add to a list.")
        private boolean append;

        @Option(names = "--subtract", description = "Take from a list.")
        private boolean subtract;

        OpType type() {
            if (append) {
                return OpType.APPEND;
            }
            return subtract ? OpType.SUBTRACT : OpType.SET;
        }
    }

    @Parameters(paramLabel = "ENTITY", index = "0", description = "Whose.")
    private String entity = "";

    @Parameters(paramLabel = "NAME=VALUE", index = "1..*", arity = "1..*", description = "Which, and to what.")
    private Map<String, String> values = new LinkedHashMap<>();

    @ArgGroup(exclusive = true)
    private Change change = new Change();

    @Option(names = "--dry-run", description = "Only find out whether it could be done.")
    private boolean dryRun;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ConfigSetCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Entity whose = Entity.parse(entity);
        try (Admin admin = client.connect().admin()) {
            whose.require(admin);
            whose.requireSettings(admin, values.keySet());
            ConfigResource resource = whose.resource();
            List<AlterConfigOp> operations = values.entrySet().stream()
                    .map(value -> new AlterConfigOp(new ConfigEntry(value.getKey(), value.getValue()), change.type()))
                    .toList();
            Await.get(
                    admin.incrementalAlterConfigs(
                                    Map.of(resource, operations), new AlterConfigsOptions().validateOnly(dryRun))
                            .values(),
                    resource);
        }
        values.forEach((name, value) -> output.tell(
                (dryRun ? "Could set " : "Set ") + name + "=" + value + " for " + whose + ".",
                Fields.of("entity", whose)
                        .and("config", name)
                        .and("value", value)
                        .and("done", !dryRun)));
        return ExitCode.OK;
    }
}
