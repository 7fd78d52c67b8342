package io.weir.protocol.generator.spec;

/**
 * What a field holds in versions that do not have it.
 *
 * @param text the spec's default, empty for the one of the type
 * @param ignorable true when another value may be dropped in such a version without an error
 */
public record FieldDefault(String text, boolean ignorable) {

    /** True when the default is null. */
    public boolean isNull() {
        return text.equals("null");
    }
}
