package io.weir.cli.balance;

import io.weir.cli.terminal.CliException;
import picocli.CommandLine.Option;

/** How a plan is carried out, if it is. */
final class PlanOptions {

    @Option(names = "--dry-run", description = "Only show what would be moved.")
    private boolean dryRun;

    @Option(
            names = "--moves-at-once",
            paramLabel = "N",
            description = "So many partitions are on their way at the same time (default: ${DEFAULT-VALUE}).")
    private int movesAtOnce = 10;

    boolean dryRun() {
        return dryRun;
    }

    int movesAtOnce() {
        if (movesAtOnce < 1) {
            throw CliException.usage("--moves-at-once must be at least 1, not " + movesAtOnce);
        }
        return movesAtOnce;
    }
}
