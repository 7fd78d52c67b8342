package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.tools.DumpLogSegments;

/** Kafka's own DumpLogSegments, run over a partition folder, and what it says. */
final class KafkaDump {

    /** What it prints when something is wrong: it has no exit code. */
    private static final List<String> COMPLAINTS = List.of(
            "isvalid: false",
            "Mismatches in",
            "Index offset",
            "timestamp mismatch in",
            "out of order timestamp in",
            "does not cover",
            "trailing",
            "Exception",
            "not a valid",
            "Could not",
            "Failed");

    /** Lines above what is said of single offsets and entries. */
    private static final List<String> HEADINGS = List.of("Non-consecutive offsets in", "Found timestamp mismatch in");

    /**
     * What it says of sound folders too: of each segment that does not begin with offset 0, and of an entry for a batch of
     * which compaction left only the header, with its timestamp.
     */
    private static final List<String> ALLOWED =
            List.of(" +-1 is followed by \\d+", " +Index timestamp: \\d+, log timestamp: -1");

    private final Path folder;

    KafkaDump(Path folder) {
        this.folder = folder;
    }

    /** Lets it look at every file in every way it can; fails on the first complaint. Returns what it says of batches. */
    String verify() throws IOException {
        String batches = run(files(".log"), "--deep-iteration", "--print-data-log");
        run(files(".log"));
        String sanity = run(files("index", ".txnindex"), "--index-sanity-check");
        assertThat(sanity.lines().filter(line -> line.endsWith("passed sanity check.") || line.endsWith("is empty.")))
                .hasSize(files("index", ".txnindex").split(",").length);
        run(files("index", ".txnindex"), "--verify-index-only");
        run(files("index", ".txnindex"));
        return batches;
    }

    /** What it says of the files with an ending. */
    String of(String ending) throws IOException {
        String files = files(ending);
        return files.isEmpty() ? "" : run(files);
    }

    static long count(String output, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        return matcher.results().count();
    }

    private String files(String ending, String... butNot) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(ending) && Stream.of(butNot).noneMatch(file::endsWith))
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    private static String run(String files, String... options) throws IOException {
        PrintStream console = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            DumpLogSegments.main(Stream.concat(Stream.of("--files", files), Stream.of(options))
                    .toArray(String[]::new));
        } finally {
            System.setOut(console);
            System.setErr(errors);
        }
        String output = out.toString(StandardCharsets.UTF_8);
        assertThat(output).contains("Dumping ");
        for (String complaint : COMPLAINTS) {
            assertThat(output).doesNotContain(complaint);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> HEADINGS.stream().noneMatch(line::startsWith))
                        .filter(line -> ALLOWED.stream().noneMatch(line::matches)))
                .as("complaints of Kafka's tool")
                .isEmpty();
        return output;
    }
}
