package io.weir.simulation.history;

/** A record somebody has read. */
public record Seen(Place place, long offset, String value) {

    @Override
    public String toString() {
        return value + " at " + place + "@" + offset;
    }
}
