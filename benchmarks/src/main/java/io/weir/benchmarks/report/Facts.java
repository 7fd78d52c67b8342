package io.weir.benchmarks.report;

import io.weir.benchmarks.machine.Machine;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a reader has to know besides the figures. */
public record Facts(Machine machine, String commit, String kafkaVersion, boolean isQuick, int rounds) {

    /** Of the run: today, UTC. */
    public String date() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }
}
