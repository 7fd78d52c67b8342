package io.weir.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/** Reads the samples of a flight recording. */
final class Recording {

    /** Taken as CPU time passes, in Java and below it; older samples come only from Java code. */
    private static final String CPU_SAMPLE = "jdk.CPUTimeSample";

    private static final String JAVA_SAMPLE = "jdk.ExecutionSample";

    private Recording() {}

    /** The stacks of a recording: of CPU time where the platform can tell, else of Java code that ran. */
    static StackTree stacks(Path file) throws IOException {
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        StackTree stacks = stacks(events, CPU_SAMPLE);
        return stacks.samples() > 0 ? stacks : stacks(events, JAVA_SAMPLE);
    }

    private static StackTree stacks(List<RecordedEvent> events, String type) {
        StackTree stacks = new StackTree();
        events.stream()
                .filter(event -> event.getEventType().getName().equals(type) && event.getStackTrace() != null)
                .map(event -> event.getStackTrace().getFrames().reversed().stream()
                        .map(Recording::name)
                        .collect(Collectors.toList()))
                .forEach(stacks::add);
        return stacks;
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        String type = method.getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }
}
