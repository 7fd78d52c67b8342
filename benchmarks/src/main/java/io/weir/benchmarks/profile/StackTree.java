package io.weir.benchmarks.profile;

import java.util.Map;
import java.util.TreeMap;

/** Samples of stacks, joined where they begin alike. */
final class StackTree {

    private final Map<String, StackTree> callees = new TreeMap<>();
    private long samples;
    private long own;

    /** Adds a sample, the outermost frame first. */
    void add(Iterable<String> frames) {
        StackTree node = this;
        node.samples++;
        for (String frame : frames) {
            node = node.callees.computeIfAbsent(frame, name -> new StackTree());
            node.samples++;
        }
        node.own++;
    }

    /** Samples here and below. */
    long samples() {
        return samples;
    }

    /** Samples that ended here. */
    long own() {
        return own;
    }

    Map<String, StackTree> callees() {
        return callees;
    }
}
