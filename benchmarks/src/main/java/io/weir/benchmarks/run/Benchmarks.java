package io.weir.benchmarks.run;

import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.machine.Machine;
import io.weir.benchmarks.profile.Profiler;
import io.weir.benchmarks.report.Explanations;
import io.weir.benchmarks.report.Facts;
import io.weir.benchmarks.report.Published;
import io.weir.benchmarks.report.Report;
import io.weir.benchmarks.result.Result;
import io.weir.benchmarks.result.Row;
import io.weir.benchmarks.server.Folders;
import io.weir.benchmarks.server.KafkaDistribution;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.server.WeirDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code benchmarks/run} starts. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures Weir beside Apache Kafka on this machine, load by load, in turns.")
public final class Benchmarks implements Callable<Integer> {

    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 1;
    private static final int WARM_UPS = 2;
    private static final int QUICK_WARM_UPS = 1;

    @Option(names = "--quick", description = "Short loads, one round: shows that everything works; figures are rough.")
    private boolean quick;

    @Option(names = "--only", description = "Rows, parted by commas; produce* for all that begin so. See --list.")
    private String only = "";

    @Option(names = "--rounds", description = "How often each broker runs each load (default: 5, with --quick 1).")
    private int rounds;

    @Option(names = "--profile", description = "Also records the brokers under each load: top frames, flame graph.")
    private boolean profile;

    @Option(names = "--publish", description = "Put the page under docs/benchmarks, in place of the one before.")
    private boolean publish;

    @Option(names = "--list", description = "Only list the rows.")
    private boolean list;

    @Option(names = "--home", hidden = true, required = true)
    private Path home = Path.of("");

    @Option(names = "--commit", hidden = true)
    private String commit = "unknown";

    /** The rows' and options' errors have one line; what a broker said is in the message. */
    public static void main(String[] arguments) {
        int code = new CommandLine(new Benchmarks())
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    command.getErr().println("benchmarks: " + thrown.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
        System.exit(code);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        KafkaDistribution kafka = new KafkaDistribution(home.resolve("benchmarks/target/kafka"));
        List<Row> rows = Rows.only(Rows.all(kafka), only);
        if (list) {
            rows.forEach(row -> System.out.printf("%-18s %s (%s client)%n", row.id(), row.title(), row.client()));
            return CommandLine.ExitCode.OK;
        }
        Path work = Files.createTempDirectory(Files.createDirectories(home.resolve("benchmarks/target/work")), "run-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(work)));
        measure(rows, kafka, work);
        return CommandLine.ExitCode.OK;
    }

    /** However this ends, no broker and no data stay behind. */
    private static void cleanUp(Path work) {
        ProcessHandle.current()
                .descendants()
                .peek(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .toList()
                .forEach(CompletableFuture::join);
        Folders.delete(work);
    }

    private void measure(List<Row> rows, KafkaDistribution kafka, Path work) throws IOException, InterruptedException {
        Contest.Plan plan = new Contest.Plan(
                quick ? Scale.QUICK : Scale.FULL,
                quick ? QUICK_WARM_UPS : WARM_UPS,
                rounds > 0 ? rounds : quick ? QUICK_ROUNDS : ROUNDS);
        Facts facts = new Facts(Machine.describe(work), commit, kafka.version(), quick, plan.rounds());
        say("the machine's limits");
        Report report =
                new Report(facts, new Limits(work, quick).measure(), Explanations.in(home.resolve("docs/benchmarks")));
        System.out.println(report.heading());
        Path folder = home.resolve("benchmarks/target/report/" + facts.date() + "-" + commit);
        List<Result> results = new ArrayList<>();
        try (Contest contest = new Contest(new WeirDistribution(home), kafka, work, plan, Benchmarks::say)) {
            for (Row row : rows) {
                Result result = contest.run(row);
                results.add(result);
                System.out.println(report.text(result));
                if (profile && row.load() instanceof LiveLoad load) {
                    profile(contest, row, load, plan.scale(), folder);
                }
            }
        }
        report.write(results, folder);
        System.out.println(report.summary(results));
        System.out.println("The page is " + folder.resolve(Report.PAGE));
        if (publish) {
            System.out.println("Published as " + Published.replace(folder, home.resolve("docs/benchmarks")));
        }
    }

    private static void profile(Contest contest, Row row, LiveLoad load, Scale scale, Path folder)
            throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            LiveBroker broker = contest.broker(i);
            say(row.id() + ": recording " + broker.server().name());
            Path file = Files.createDirectories(folder)
                    .resolve(row.id() + "-" + broker.server().name().toLowerCase(Locale.ROOT) + ".html");
            try (Profiler profiler = Profiler.start(broker.server().pid())) {
                load.run(broker, scale);
                System.out.println(profiler.stop(broker.server().name() + ", " + row.title(), file));
            }
        }
    }

    private static void say(String progress) {
        System.err.println("  " + progress);
    }
}
