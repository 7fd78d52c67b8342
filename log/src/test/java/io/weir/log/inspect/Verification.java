package io.weir.log.inspect;

import io.weir.log.disk.Disk;
import io.weir.log.inspect.VerifyEvent.NextStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of the verifier, and all it said. */
record Verification(Verdict verdict, List<VerifyEvent> events) {

    static Verification of(Disk disk, Path folder) throws IOException {
        return of(disk, folder, false);
    }

    static Verification of(Disk disk, Path folder, boolean inUse) throws IOException {
        List<VerifyEvent> events = new ArrayList<>();
        Verdict verdict = new LogVerifier(disk, _ -> inUse, events::add).verify(folder);
        return new Verification(verdict, events);
    }

    List<Finding> findings() {
        return events.stream()
                .filter(VerifyEvent.Found.class::isInstance)
                .map(event -> ((VerifyEvent.Found) event).finding())
                .toList();
    }

    List<Finding> problems() {
        return findings().stream().filter(Finding::isProblem).toList();
    }

    NextStart nextStart() {
        return events.stream()
                .filter(NextStart.class::isInstance)
                .map(NextStart.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
