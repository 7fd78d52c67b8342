package io.weir.metadata.log;

/** Bytes in a file that are not what was written there. */
final class DamageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long position;

    DamageException(long position, String what) {
        super(what);
        this.position = position;
    }

    /** Where in the file, in bytes from its beginning. */
    long position() {
        return position;
    }
}
