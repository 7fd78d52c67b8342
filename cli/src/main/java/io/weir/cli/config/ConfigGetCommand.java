package io.weir.cli.config;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir config get}. */
@Command(
        name = "get",
        description = {
            "Show configs: those that somebody set, those named, or all.",
            "",
            "ENTITY is " + Entity.SYNTAX + "."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir config get topic/orders",
            "  weir config get topic/orders retention.ms cleanup.policy --explain",
            "  weir config get broker/1 --all",
            "  weir config get logger/1 io.weir.broker"
        })
final class ConfigGetCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "ENTITY", index = "0", description = "Whose.")
    private String entity = "";

    @Parameters(
            paramLabel = "NAME",
            index = "1..*",
            arity = "0..*",
            description = "Which (default: those that somebody set).")
    private List<String> names = List.of();

    @Option(names = "--all", description = "Those that nobody set, too.")
    private boolean all;

    @Option(names = "--explain", description = "With what they mean.")
    private boolean explain;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    ConfigGetCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Entity whose = Entity.parse(entity);
        try (Admin admin = client.connect().admin()) {
            whose.require(admin);
            if (!names.isEmpty()) {
                whose.requireSettings(admin, names);
            }
            ConfigResource resource = whose.resource();
            print(
                    whose,
                    Await.get(
                                    admin.describeConfigs(
                                                    List.of(resource),
                                                    new DescribeConfigsOptions().includeDocumentation(explain))
                                            .values(),
                                    resource)
                            .entries()
                            .stream()
                            .filter(this::isWanted)
                            .sorted(Comparator.comparing(ConfigEntry::name))
                            .toList());
        }
        return ExitCode.OK;
    }

    private boolean isWanted(ConfigEntry entry) {
        return names.isEmpty() ? all || entry.source() != ConfigSource.DEFAULT_CONFIG : names.contains(entry.name());
    }

    private void print(Entity whose, List<ConfigEntry> entries) {
        Listing listing = explain
                ? new Listing(
                        Column.text("CONFIG"), Column.text("VALUE"), Column.text("SET BY"), Column.text("MEANING"))
                : new Listing(Column.text("CONFIG"), Column.text("VALUE"), Column.text("SET BY"));
        for (ConfigEntry entry : entries) {
            if (explain) {
                listing.row(entry.name(), value(entry), source(entry), Cell.text(meaning(entry)));
            } else {
                listing.row(entry.name(), value(entry), source(entry));
            }
        }
        listing.print(shell, output, "Nobody set a config of " + whose + "; see the defaults with --all.");
    }

    private static String meaning(ConfigEntry entry) {
        return Objects.requireNonNullElse(entry.documentation(), "");
    }

    private static Object value(ConfigEntry entry) {
        if (entry.isSensitive()) {
            return "(hidden)";
        }
        return entry.value() == null ? Cell.UNKNOWN : entry.value();
    }

    private static String source(ConfigEntry entry) {
        return switch (entry.source()) {
            case DYNAMIC_TOPIC_CONFIG -> "topic";
            case DYNAMIC_GROUP_CONFIG -> "group";
            case DYNAMIC_BROKER_CONFIG -> "broker";
            case DYNAMIC_DEFAULT_BROKER_CONFIG -> "broker/default";
            case STATIC_BROKER_CONFIG -> "broker's start";
            case DYNAMIC_BROKER_LOGGER_CONFIG -> "logger";
            case DYNAMIC_CLIENT_METRICS_CONFIG -> "metrics";
            case DEFAULT_CONFIG -> "default";
            case UNKNOWN -> entry.source().toString().toLowerCase(Locale.ROOT);
        };
    }
}
