package io.weir.simulation.history;

/** One partition of one topic. */
public record Place(String topic, int partition) {

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
