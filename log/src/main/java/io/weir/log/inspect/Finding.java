package io.weir.log.inspect;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Something worth knowing about a file.
 *
 * @param position in bytes, where one can be told
 * @param offset of the records concerned, where one can be told
 * @param what in plain words, without the name of the file
 */
public record Finding(Severity severity, Path file, OptionalLong position, OptionalLong offset, String what) {

    /** Whether somebody should do something about it. */
    public enum Severity {
        /** Batches are not what was written once. */
        DAMAGE,
        /** Something is missing or torn, or files do not agree with each other. */
        PROBLEM,
        /** In the course of things: a broker that runs or was killed leaves it, and the next start sees to it. */
        NOTE
    }

    static Finding problem(Path file, String what) {
        return new Finding(Severity.PROBLEM, file, OptionalLong.empty(), OptionalLong.empty(), what);
    }

    static Finding note(Path file, String what) {
        return new Finding(Severity.NOTE, file, OptionalLong.empty(), OptionalLong.empty(), what);
    }

    static Finding problemAt(Path file, long position, String what) {
        return new Finding(Severity.PROBLEM, file, OptionalLong.of(position), OptionalLong.empty(), what);
    }

    static Finding problemAt(Path file, long position, long offset, String what) {
        return new Finding(Severity.PROBLEM, file, OptionalLong.of(position), OptionalLong.of(offset), what);
    }

    static Finding damageAt(Path file, long position, long offset, String what) {
        return new Finding(Severity.DAMAGE, file, OptionalLong.of(position), OptionalLong.of(offset), what);
    }

    public boolean isProblem() {
        return severity != Severity.NOTE;
    }

    /** As it is to be taken while a broker is at work: what it is half through with is no problem. */
    Finding whileInUse() {
        return severity == Severity.DAMAGE ? this : new Finding(Severity.NOTE, file, position, offset, what);
    }
}
