package io.weir.cli.top;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Failures;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.Interruption;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Paint;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Terminal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir top}. */
@Command(
        name = "top",
        description = {
            "Show what a cluster does right now: throughput by topic, the busiest partitions, groups that are behind,"
                    + " and what each broker leads. Ctrl-C ends.",
            "",
            "Rates are differences of offsets between two looks, in records a second."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir top", "  weir top --interval 5 --limit 20", "  weir top --once --output json"})
public final class TopCommand implements Callable<Integer> {

    private static final double SHORTEST_SECONDS = 0.1;
    private static final double LONGEST_SECONDS = 3600;

    private final Shell shell;
    private final CountDownLatch stop = new CountDownLatch(1);

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "SECONDS",
            description = "Between two looks (default: ${DEFAULT-VALUE}).")
    private double intervalSeconds = 2;

    @Option(names = "--limit", paramLabel = "N", description = "Rows of a table at most (default: ${DEFAULT-VALUE}).")
    private int limit = 10;

    @Option(names = "--once", description = "One frame, after one interval, and end.")
    private boolean once;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public TopCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (!(intervalSeconds >= SHORTEST_SECONDS && intervalSeconds <= LONGEST_SECONDS) || limit < 1) {
            throw CliException.usage("--interval must be from 0.1 to 3600 seconds, not " + intervalSeconds
                    + ", and --limit at least 1, not " + limit);
        }
        Connection connection = client.connect();
        Thread looking = Thread.currentThread();
        try (Interruption interruption = Interruption.listen();
                Admin admin = connection.admin()) {
            SampleReader reader = new SampleReader(admin);
            // Before the screen is taken: what is wrong from the start is told in the ordinary way.
            Sample first = reader.read();
            boolean live = !once && !output.structured() && shell.terminal().columns() != Terminal.UNLIMITED;
            try (Picture picture = Picture.open(shell.out(), live)) {
                interruption.onRequest(() -> {
                    stop.countDown();
                    // A question that is out would keep the terminal as it is for longer than the process has.
                    looking.interrupt();
                });
                watch(reader, first, picture, connection.bootstrap());
            }
        }
        return ExitCode.OK;
    }

    private void watch(SampleReader reader, Sample first, Picture picture, String bootstrap) {
        Sample before = first;
        List<String> lines = List.of();
        while (!stopped()) {
            try {
                Sample now = reader.read();
                String title = bootstrap + "  " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
                Frame frame = new Frame(new Change(before, now), title, limit);
                before = now;
                lines = frame.lines(shell);
                show(frame, lines, picture);
            } catch (KafkaException e) {
                if (once) {
                    throw e;
                }
                picture.draw(troubled(lines, Failures.explain(e)));
            } catch (CliException e) {
                if (stop.getCount() > 0) {
                    throw e;
                }
            }
            if (once) {
                return;
            }
        }
    }

    private void show(Frame frame, List<String> lines, Picture picture) {
        if (output.structured()) {
            Fields fields = frame.fields();
            output.tell("", fields);
            shell.out().flush();
        } else {
            picture.draw(lines);
        }
    }

    /** The last frame, and above it why there is no newer one. */
    private List<String> troubled(List<String> lines, String why) {
        List<String> all = new ArrayList<>(lines);
        String line = why.length() <= shell.terminal().columns()
                ? why
                : why.substring(0, shell.terminal().columns());
        if (all.isEmpty()) {
            all.add("");
        }
        all.set(0, shell.out().painted(Paint.BAD, line));
        return all;
    }

    /** Waits for the next look; true when there is to be none. */
    private boolean stopped() {
        try {
            return stop.await(Math.round(intervalSeconds * 1000), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
