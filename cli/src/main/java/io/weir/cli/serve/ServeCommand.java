package io.weir.cli.serve;

import io.weir.cli.logging.LogFormat;
import io.weir.cli.logging.LogSetup;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Units;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir serve}: a broker in this process until SIGTERM or Ctrl-C. */
@Command(
        name = "serve",
        description = {
            "Run a broker. It listens on 127.0.0.1 and needs no configuration.",
            "",
            "A property may be said in several places: --set wins over --port and --data,"
                    + " these over --config, that over the defaults."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir serve",
            "  weir serve --port 19092 --data /var/lib/weir",
            "  weir serve --config server.properties --set num.partitions=6 --set log.retention.hours=24",
            "  weir serve --set listeners=PLAINTEXT://0.0.0.0:9092 --set advertised.listeners=PLAINTEXT://me.lan:9092"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final String PLAIN_START = "127.0.0.1:" + ServeSettings.DEFAULT_PORT;

    private final Shell shell;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description =
                    "Of the listener on 127.0.0.1; 0 takes any free one (default: " + ServeSettings.DEFAULT_PORT + ").")
    private @Nullable Integer port;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            description = "Where everything is kept; made when missing (default: ./weir-data).")
    private @Nullable Path data;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Java properties with Kafka's names for brokers.")
    private @Nullable Path config;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "One such property. Can be repeated.")
    private Map<String, String> sets = new LinkedHashMap<>();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "text for people, json for programs: one object a line (default: text).")
    private LogFormat logFormat = LogFormat.TEXT;

    public ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        long startNs = System.nanoTime();
        ServeSettings settings = new ServeSettings(port, data, config, sets);
        Map<String, String> properties = settings.properties();
        LogSetup.enable(logFormat);
        if (Files.exists(settings.recorded())) {
            new PidFile(settings.folder()).write();
        }
        RunningBroker broker = RunningBroker.start(properties);
        OrderlyStop stop = OrderlyStop.onSignal(broker);
        greet(broker, properties, (System.nanoTime() - startNs) / 1_000_000);
        broker.openConsole(
                address -> shell.out().line("The console is at " + address).flush());
        broker.awaitShutdown();
        stop.stopped();
        return ExitCode.FAILURE;
    }

    private void greet(RunningBroker broker, Map<String, String> properties, long elapsedMs) {
        String address = broker.bootstrap();
        String option = address.equals(PLAIN_START) ? "" : " -b " + address;
        String folder = properties.getOrDefault("log.dirs", properties.getOrDefault("log.dir", ""));
        shell.out()
                .line("Weir listens on " + broker.addresses() + ", ready in " + Units.seconds(elapsedMs) + ".")
                .line("Data is kept in " + folder + ".")
                .line("")
                .line("Try it from another terminal:")
                .line("  echo hello | ./weir produce greetings" + option)
                .line("  ./weir consume greetings" + option)
                .line("Ctrl-C stops it.")
                .flush();
    }
}
