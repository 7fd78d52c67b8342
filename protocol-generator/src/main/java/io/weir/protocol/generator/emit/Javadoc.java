package io.weir.protocol.generator.emit;

/** Text of a spec inside a documentation comment. */
final class Javadoc {

    private Javadoc() {}

    /** The text, made harmless for Javadoc; {@code otherwise} when there is none. */
    static String text(String about, String otherwise) {
        if (about.isBlank()) {
            return otherwise;
        }
        return about.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replace("{", "&#123;")
                .replaceAll("\\s+", " ");
    }
}
