package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.VersionRange;

/** A question about the version being read or written, as a Java expression; often decided already. */
record VersionTest(VersionRange range, VersionRange valid) {

    /** True for every valid version. */
    boolean isAlways() {
        return range.contains(valid);
    }

    /** True for no valid version. */
    boolean isNever() {
        return range.intersect(valid).isEmpty();
    }

    /** The question; {@code true} or {@code false} when it is decided. */
    String expression() {
        if (isAlways()) {
            return "true";
        }
        if (isNever()) {
            return "false";
        }
        if (range.highest() >= valid.highest()) {
            return "version >= " + range.lowest();
        }
        if (range.lowest() <= valid.lowest()) {
            return "version <= " + range.highest();
        }
        return range.lowest() == range.highest()
                ? "version == " + range.lowest()
                : "version >= " + range.lowest() + " && version <= " + range.highest();
    }

    /** The expression that is {@code yes} or {@code no} by this question. */
    String choose(String yes, String no) {
        if (isAlways()) {
            return yes;
        }
        return isNever() ? no : expression() + " ? " + yes + " : " + no;
    }
}
