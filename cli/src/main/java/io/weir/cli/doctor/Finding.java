package io.weir.cli.doctor;

/**
 * Something that is not as it should be.
 *
 * @param what the evidence, one sentence
 * @param fix the command that makes it right, or what to do
 */
record Finding(Severity severity, String what, String fix) {

    /** How bad it is, the worst first. */
    enum Severity {
        /** Somebody cannot read or write now, or data is about to be lost. */
        CRITICAL,
        /** The next fault does harm. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    static Finding critical(String what, String fix) {
        return new Finding(Severity.CRITICAL, what, fix);
    }

    static Finding warning(String what, String fix) {
        return new Finding(Severity.WARNING, what, fix);
    }

    static Finding note(String what, String fix) {
        return new Finding(Severity.NOTE, what, fix);
    }
}
