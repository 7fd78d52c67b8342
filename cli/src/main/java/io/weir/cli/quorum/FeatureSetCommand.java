package io.weir.cli.quorum;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir feature set}: up, or down where that loses nothing; 0 turns a feature off. */
@Command(
        name = "set",
        description = "Use features at other levels; 0 turns one off. Down is possible where nothing is lost by it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir feature set transaction.version=2",
            "  weir feature set eligible.leader.replicas.version=1 --dry-run",
            "  weir feature set eligible.leader.replicas.version=0"
        })
final class FeatureSetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FEATURE=LEVEL", arity = "1..*", description = "Which, and at what level.")
    private Map<String, Short> levels = new LinkedHashMap<>();

    @Option(names = "--unsafe", description = "Down even if what the higher level wrote is lost.")
    private boolean unsafe;

    @Option(names = "--dry-run", description = "Only find out whether it could be done.")
    private boolean dryRun;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    FeatureSetCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (unsafe && !dryRun) {
            consent.demand("Go down all the same?", "an unsafe downgrade loses what the higher level wrote");
        }
        try (Admin admin = client.connect().admin()) {
            FeatureMetadata features = Await.get(admin.describeFeatures().featureMetadata());
            Map<String, FeatureUpdate> updates = new LinkedHashMap<>();
            levels.forEach((name, level) -> updates.put(name, update(features, name, level)));
            Await.get(admin.updateFeatures(updates, new UpdateFeaturesOptions().validateOnly(dryRun))
                    .all());
        }
        levels.forEach((name, level) -> output.tell(
                name + (dryRun ? " could be at level " : " is at level ") + level + (dryRun ? "." : " now."),
                Fields.of("feature", name).and("level", (int) level).and("done", !dryRun)));
        return ExitCode.OK;
    }

    private FeatureUpdate update(FeatureMetadata features, String name, short level) {
        if (!features.supportedFeatures().containsKey(name)) {
            throw Missing.feature(name, features.supportedFeatures().keySet());
        }
        if (level < 0) {
            throw CliException.usage("the level of " + name + " must be 0 or more, not " + level);
        }
        var used = features.finalizedFeatures().get(name);
        boolean up = used == null || level > used.maxVersionLevel();
        UpgradeType down = unsafe ? UpgradeType.UNSAFE_DOWNGRADE : UpgradeType.SAFE_DOWNGRADE;
        return new FeatureUpdate(level, up && level > 0 ? UpgradeType.UPGRADE : down);
    }
}
