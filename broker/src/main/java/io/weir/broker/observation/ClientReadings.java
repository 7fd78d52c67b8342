package io.weir.broker.observation;

import java.util.List;
import java.util.Map;

/**
 * What clients told this broker of themselves (KIP-714).
 *
 * @param known clients that asked lately what to tell, whether there was something or not
 * @param readings of those that told something, the one that did last at the end
 */
public record ClientReadings(int known, List<Reading> readings) {

    /**
     * The values a client pushed last; of a counter, what came since this broker first heard of it.
     *
     * @param leftOut how many more it pushed, which are not kept
     */
    public record Reading(Client client, Map<Series, Double> values, int leftOut) {}

    /**
     * Who it is.
     *
     * @param id as it names itself
     * @param instanceId as it was named, unlike all others
     * @param software what it says that it is
     */
    public record Client(String id, String instanceId, String software, String softwareVersion, String address) {}

    /**
     * What a value is of.
     *
     * @param name as the client calls it
     * @param isCounter whether it only grows
     * @param attributes as the client calls them
     */
    public record Series(String name, boolean isCounter, Map<String, String> attributes) {}
}
