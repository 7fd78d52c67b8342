package io.weir.protocol.wire;

/**
 * A message was to be written as a version that cannot carry one of its values, and the spec does not allow dropping
 * it. The answer to a client is UNSUPPORTED_VERSION.
 */
public final class UnsupportedFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsupportedFieldException(String message) {
        super(message);
    }

    /** Throws unless {@code isDefault}: the field does not exist in this version, so only its default may be dropped. */
    public static void requireDefault(boolean isDefault, String field, int version) {
        if (!isDefault) {
            throw new UnsupportedFieldException(field + " has a value, but version " + version + " has no such field");
        }
    }

    /** Throws unless {@code isPresent}: the field exists in this version and may not be null there. */
    public static void requirePresent(boolean isPresent, String field, int version) {
        if (!isPresent) {
            throw new UnsupportedFieldException(field + " is null, which version " + version + " does not allow");
        }
    }
}
