package io.weir.protocol.generator.spec;

/**
 * The versions from {@code lowest} to {@code highest}, both included; empty when highest is below lowest.
 *
 * <p>In a spec: {@code "3"}, {@code "1-4"}, {@code "2+"} or {@code "none"}.
 */
public record VersionRange(int lowest, int highest) {

    public static final VersionRange NONE = new VersionRange(0, -1);

    private static final int OPEN_END = Short.MAX_VALUE;

    public static VersionRange parse(String text) {
        try {
            if (text.equals("none")) {
                return NONE;
            }
            if (text.endsWith("+")) {
                return new VersionRange(Integer.parseInt(text.substring(0, text.length() - 1)), OPEN_END);
            }
            int dash = text.indexOf('-');
            if (dash < 0) {
                return new VersionRange(Integer.parseInt(text), Integer.parseInt(text));
            }
            return new VersionRange(
                    Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new SpecException("Not a range of versions: '" + text + "'", e);
        }
    }

    public boolean isEmpty() {
        return highest < lowest;
    }

    public boolean contains(VersionRange other) {
        return other.isEmpty() || (lowest <= other.lowest && highest >= other.highest);
    }

    public VersionRange intersect(VersionRange other) {
        VersionRange both = new VersionRange(Math.max(lowest, other.lowest), Math.min(highest, other.highest));
        return both.isEmpty() ? NONE : both;
    }
}
