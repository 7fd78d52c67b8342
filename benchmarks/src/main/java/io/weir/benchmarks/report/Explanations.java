package io.weir.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows a page explains: those it names in its headings, as {@code ## `small-10k`, `small-50k`: ...}. A target that is
 * missed and not explained is told from one that is.
 */
public record Explanations(Set<String> rows) {

    /** Under {@code docs/benchmarks}, beside the folder of the published run. */
    public static final String FILE = "limits.md";

    private static final Pattern HEADING = Pattern.compile("^## .*$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    public Explanations {
        rows = Set.copyOf(rows);
    }

    /** Reads the page. */
    public static Explanations in(Path folder) throws IOException {
        String page = Files.readString(folder.resolve(FILE));
        return new Explanations(HEADING.matcher(page)
                .results()
                .map(MatchResult::group)
                .flatMap(heading -> NAME.matcher(heading).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet()));
    }

    boolean explain(String row) {
        return rows.contains(row);
    }
}
