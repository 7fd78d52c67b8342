package io.weir.cli.broker;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir broker unregister}. */
@Command(
        name = "unregister",
        description = "Forget a broker that will not come back. Move what it had to others first: weir cluster drain.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir broker unregister 3", "  weir broker unregister 3 --yes"})
final class BrokerUnregisterCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BROKER", description = "Its node.id.")
    private int id;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    BrokerUnregisterCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            consent.ask("Forget broker " + id + "?");
            Await.get(admin.unregisterBroker(id).all());
        }
        output.tell("Broker " + id + " is forgotten.", Fields.of("broker", id).and("unregistered", true));
        return ExitCode.OK;
    }
}
