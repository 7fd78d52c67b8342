package io.weir.benchmarks.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What took most, as a short text. */
final class TopFrames {

    private static final int THREADS = 8;
    private static final int FRAMES = 20;
    private static final double LEAST_SECONDS = 0.005;

    private TopFrames() {}

    static String text(String title, Map<String, Double> threads, StackTree stacks) {
        Map<String, Long> own = new HashMap<>();
        Map<String, Long> within = new HashMap<>();
        count(stacks, own, within, new HashSet<>());
        return "\nProfile: " + title + "\nCPU seconds by thread: " + threads(threads)
                + "\nOf " + stacks.samples() + " samples, in the frame itself:\n" + top(own, stacks.samples())
                + "\nIn the frame and what it calls:\n" + top(within, stacks.samples());
    }

    private static void count(StackTree node, Map<String, Long> own, Map<String, Long> within, Set<String> above) {
        node.callees().forEach((frame, callee) -> {
            own.merge(frame, callee.own(), Long::sum);
            boolean isOutermost = above.add(frame);
            if (isOutermost) {
                within.merge(frame, callee.samples(), Long::sum);
            }
            count(callee, own, within, above);
            if (isOutermost) {
                above.remove(frame);
            }
        });
    }

    private static String threads(Map<String, Double> threads) {
        return threads.entrySet().stream()
                .filter(thread -> thread.getValue() > LEAST_SECONDS)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(THREADS)
                .map(thread -> String.format(Locale.ROOT, "%s %.2f", thread.getKey(), thread.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String top(Map<String, Long> counts, long samples) {
        return counts.entrySet().stream()
                .filter(frame -> frame.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(FRAMES)
                .map(frame ->
                        String.format(Locale.ROOT, "%6.1f%%  %s", 100.0 * frame.getValue() / samples, frame.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
