package io.weir.benchmarks.report;

import io.weir.benchmarks.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The one page that is kept with the sources: that of the latest run worth showing. */
public final class Published {

    private static final List<String> FILES = List.of(Report.PAGE, "ratios.svg", "raw.json");

    private Published() {}

    /** Puts a run's page where readers find it, in place of all before it; returns where. */
    public static Path replace(Path run, Path published) throws IOException {
        Files.createDirectories(published);
        try (Stream<Path> former = Files.list(published)) {
            former.filter(Files::isDirectory).toList().forEach(Folders::delete);
        }
        Path target = Files.createDirectories(published.resolve(run.getFileName()));
        for (String file : FILES) {
            Files.copy(run.resolve(file), target.resolve(file));
        }
        return target;
    }
}
