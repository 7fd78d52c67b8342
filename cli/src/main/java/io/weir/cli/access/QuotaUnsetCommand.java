package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir quota unset}. */
@Command(
        name = "unset",
        description = {"Take quotas away.", "", "WHO is " + QuotaEntity.SYNTAX + "."},
        footerHeading = "%nExamples:%n",
        footer = {"  weir quota unset user/alice producer_byte_rate"})
final class QuotaUnsetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WHO", index = "0", description = "Whose.")
    private String who = "";

    @Parameters(paramLabel = "NAME", index = "1..*", arity = "1..*", description = "Which, as in producer_byte_rate.")
    private List<String> quotas = List.of();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    QuotaUnsetCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        List<ClientQuotaAlteration.Op> operations = quotas.stream()
                .map(quota -> new ClientQuotaAlteration.Op(quota, null))
                .toList();
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.alterClientQuotas(List.of(new ClientQuotaAlteration(QuotaEntity.parse(who), operations)))
                    .all());
        }
        quotas.forEach(name -> output.tell(
                "Took " + name + " of " + who + " away.",
                Fields.of("who", who).and("quota", name).and("unset", true)));
        return ExitCode.OK;
    }
}
