package io.weir.cli;

import io.weir.cli.access.AclCommand;
import io.weir.cli.access.QuotaCommand;
import io.weir.cli.access.TokenCommand;
import io.weir.cli.access.UserCommand;
import io.weir.cli.bench.BenchCommand;
import io.weir.cli.broker.BrokerCommand;
import io.weir.cli.cluster.ClusterCommand;
import io.weir.cli.config.ConfigCommand;
import io.weir.cli.consume.ConsumeCommand;
import io.weir.cli.demo.DemoCommand;
import io.weir.cli.doctor.DoctorCommand;
import io.weir.cli.group.GroupCommand;
import io.weir.cli.group.StreamsCommand;
import io.weir.cli.log.LogCommand;
import io.weir.cli.logging.LogSetup;
import io.weir.cli.partition.PartitionCommand;
import io.weir.cli.partition.RecordsCommand;
import io.weir.cli.produce.ProduceCommand;
import io.weir.cli.profile.ProfileCommand;
import io.weir.cli.quorum.FeatureCommand;
import io.weir.cli.quorum.QuorumCommand;
import io.weir.cli.serve.ServeCommand;
import io.weir.cli.terminal.Shell;
import io.weir.cli.top.TopCommand;
import io.weir.cli.topic.TopicCommand;
import io.weir.cli.txn.TxnCommand;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code weir} command. */
@Command(
        name = "weir",
        description = "An event-streaming platform that speaks the Apache Kafka wire protocol.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:It could not be done, or not all of it; standard error says why.",
            "2:The command line makes no sense; nothing was tried."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir demo",
            "  weir serve",
            "  weir topic create orders --partitions 6",
            "  echo hello | weir produce greetings",
            "  weir consume greetings --follow",
            "",
            "Every command has its own --help."
        })
public final class Weir {

    /** In the order of the help. */
    private static final Map<String, Function<Shell, Object>> COMMANDS = commands();

    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private final Shell shell;
    private boolean debug;

    private Weir(Shell shell) {
        this.shell = shell;
    }

    @Option(
            names = {"--debug"},
            scope = ScopeType.INHERIT,
            description = "Show what goes on inside: log lines, and where errors come from.")
    void debug(boolean on) {
        debug = on;
        if (on) {
            LogSetup.enableDebug();
        }
    }

    @Option(
            names = {"--color"},
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "auto (on a terminal, unless NO_COLOR is set), always or never (default: auto).")
    void color(ColorChoice choice) {
        shell.out().colored(choice.colors(shell.out().isColored()));
    }

    private static Map<String, Function<Shell, Object>> commands() {
        Map<String, Function<Shell, Object>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("cluster", ClusterCommand::tree);
        commands.put("topic", TopicCommand::tree);
        commands.put("produce", ProduceCommand::new);
        commands.put("consume", ConsumeCommand::new);
        commands.put("group", GroupCommand::tree);
        commands.put("streams", StreamsCommand::tree);
        commands.put("txn", TxnCommand::tree);
        commands.put("config", ConfigCommand::tree);
        commands.put("broker", BrokerCommand::tree);
        commands.put("partition", PartitionCommand::tree);
        commands.put("records", RecordsCommand::tree);
        commands.put("quorum", QuorumCommand::tree);
        commands.put("feature", FeatureCommand::tree);
        commands.put("acl", AclCommand::tree);
        commands.put("user", UserCommand::tree);
        commands.put("quota", QuotaCommand::tree);
        commands.put("token", TokenCommand::tree);
        commands.put("log", LogCommand::tree);
        commands.put("top", TopCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("profile", ProfileCommand::tree);
        commands.put("completion", CompletionCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("prepare", _ -> new PrepareCommand());
        return commands;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Shell.ofProcess(), args));
    }

    /** Runs one command against the given streams; returns its exit code. */
    static int run(Shell shell, String... args) {
        Weir weir = new Weir(shell);
        ErrorReport report = new ErrorReport(shell, () -> weir.debug);
        CommandLine command = weir.commandLine(shell, args.length == 0 ? "" : args[0]);
        layOutHelp(command);
        int exitCode = command.setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report)
                .execute(args);
        return report.flushed(exitCode);
    }

    /** All commands, as a tree. */
    static CommandLine tree(Shell shell) {
        return new Weir(shell).commandLine(shell, "");
    }

    /** Only with the command that is named first, where one is: looking at all of them takes as long as a broker's start. */
    private CommandLine commandLine(Shell shell, String named) {
        CommandLine weir = new CommandLine(this);
        COMMANDS.forEach((name, maker) -> {
            if (name.equals(named) || !COMMANDS.containsKey(named)) {
                weir.addSubcommand(name, maker.apply(shell));
            }
        });
        return weir.setOut(new PrintWriter(new OutputWriter(shell.out()), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(shell.out().isColored() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(shell.terminal().columns(), NARROWEST_HELP, WIDEST_HELP))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Options in the order they are written down, what matters first. */
    private static void layOutHelp(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(Weir::layOutHelp);
    }
}
