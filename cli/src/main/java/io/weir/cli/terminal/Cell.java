package io.weir.cli.terminal;

/** A value that people and programs read differently. */
public sealed interface Cell {

    /** Nobody knows: a dash to people, null to programs, so that nobody adds it up. */
    record Unknown() implements Cell {
        @Override
        public String toString() {
            return "-";
        }
    }

    /** A size: with a binary unit to people, in bytes to programs. */
    record Bytes(long count) implements Cell {
        @Override
        public String toString() {
            return Units.bytes(count);
        }
    }

    /** A point in time, in ISO-8601 to both. */
    record Time(long timestampMs) implements Cell {
        @Override
        public String toString() {
            return Instants.format(timestampMs);
        }
    }

    Unknown UNKNOWN = new Unknown();

    /** A number that is known unless it is negative. */
    static Object known(long value) {
        return value < 0 ? UNKNOWN : value;
    }

    /** A size that is known unless it is negative. */
    static Object bytes(long value) {
        return value < 0 ? UNKNOWN : new Bytes(value);
    }

    /** A point in time that is known unless it is negative. */
    static Object time(long timestampMs) {
        return timestampMs < 0 ? UNKNOWN : new Time(timestampMs);
    }

    /** Text that is known unless it is empty. */
    static Object text(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }
}
