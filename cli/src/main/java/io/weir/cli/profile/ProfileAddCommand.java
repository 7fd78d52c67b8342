package io.weir.cli.profile;

import io.weir.cli.client.ClientProperties;
import io.weir.cli.client.Profile;
import io.weir.cli.client.Profiles;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir profile add}. */
@Command(
        name = "add",
        description = {
            "Keep a cluster under a name.",
            "",
            "Secrets are better in the FILE, whose properties are copied, than among the arguments, which others see."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir profile add staging -b staging.lan:9092",
            "  weir profile add production -b one.lan:9093,two.lan:9093 --client-config production.properties --use"
        })
final class ProfileAddCommand implements Callable<Integer> {

    private final Shell shell;
    private final Profiles profiles;

    @Parameters(paramLabel = "NAME", description = "Up to 64 letters, digits, _ and -.")
    private String name = "";

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            required = true,
            description = "Any broker of the cluster, or several with commas.")
    private String bootstrap = "";

    @Option(
            names = {"--client-config"},
            paramLabel = "FILE",
            description = "Properties of Kafka's Java client, for security and tuning.")
    private @Nullable Path configFile;

    @Option(
            names = {"-X", "--client-property"},
            paramLabel = "KEY=VALUE",
            description = "One such property; wins over the file. Can be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--use", description = "Use it from now on.")
    private boolean use;

    ProfileAddCommand(Shell shell, Profiles profiles) {
        this.shell = shell;
        this.profiles = profiles;
    }

    @Override
    public Integer call() {
        Map<String, String> all = new LinkedHashMap<>();
        if (configFile != null) {
            Properties loaded = ClientProperties.load(configFile, "client properties");
            loaded.stringPropertyNames().forEach(key -> all.put(key, loaded.getProperty(key)));
        }
        all.putAll(properties);
        profiles.add(new Profile(name, bootstrap, all));
        if (use) {
            profiles.use(name);
        }
        shell.out().line("Added profile " + name + (use ? ", which commands use from now on." : "."));
        return ExitCode.OK;
    }
}
