package io.weir.benchmarks.result;

/** Whether a figure reaches its target. */
public enum Verdict {
    MET("met"),
    MISSED("MISSED"),
    NOT_MEASURED("not measured"),
    /** Shown because it explains others. */
    NO_TARGET("");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** For tables. */
    public String word() {
        return word;
    }
}
