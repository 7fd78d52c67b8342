package io.weir.cli.access;

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
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir quota set}. */
@Command(
        name = "set",
        description = {"Set quotas.", "", "WHO is " + QuotaEntity.SYNTAX + "."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir quota set user/alice producer_byte_rate=1048576",
            "  weir quota set client/default consumer_byte_rate=5000000"
        })
final class QuotaSetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WHO", index = "0", description = "Whose.")
    private String who = "";

    @Parameters(
            paramLabel = "NAME=VALUE",
            index = "1..*",
            arity = "1..*",
            description = "producer_byte_rate, consumer_byte_rate (bytes a second), request_percentage,"
                    + " controller_mutation_rate, connection_creation_rate.")
    private Map<String, Double> quotas = new LinkedHashMap<>();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    QuotaSetCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        List<ClientQuotaAlteration.Op> operations = quotas.entrySet().stream()
                .map(quota -> new ClientQuotaAlteration.Op(quota.getKey(), quota.getValue()))
                .toList();
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.alterClientQuotas(List.of(new ClientQuotaAlteration(QuotaEntity.parse(who), operations)))
                    .all());
        }
        quotas.forEach((name, value) -> output.tell(
                "Set " + name + "=" + value + " for " + who + ".",
                Fields.of("who", who).and("quota", name).and("value", value)));
        return ExitCode.OK;
    }
}
