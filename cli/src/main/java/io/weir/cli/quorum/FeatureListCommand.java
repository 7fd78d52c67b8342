package io.weir.cli.quorum;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir feature list}. */
@Command(
        name = "list",
        description = "List features: the level the cluster uses, and the levels its brokers know.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir feature list", "  weir feature list --output json"})
final class FeatureListCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    FeatureListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.text("FEATURE"), Column.number("LEVEL"), Column.number("LOWEST"), Column.number("HIGHEST"));
        try (Admin admin = client.connect().admin()) {
            FeatureMetadata features = Await.get(admin.describeFeatures().featureMetadata());
            new TreeMap<>(features.supportedFeatures()).forEach((name, range) -> {
                var used = features.finalizedFeatures().get(name);
                listing.row(name, used == null ? 0 : used.maxVersionLevel(), range.minVersion(), range.maxVersion());
            });
        }
        listing.print(shell, output, "The brokers tell of no features.");
        return ExitCode.OK;
    }
}
