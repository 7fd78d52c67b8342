package io.weir.metadata.config;

/**
 * The name under which a broker gives the default of a topic's (or group's) setting.
 *
 * @param unitMs 1 when the value is taken as it is; else the milliseconds in the broker setting's unit
 */
public record BrokerSynonym(String name, long unitMs) {

    static BrokerSynonym same(String name) {
        return new BrokerSynonym(name, 1);
    }

    /** The broker's value in the unit of the topic's setting. Negative stays "no limit", as in Kafka. */
    String convert(String value) {
        if (unitMs == 1) {
            return value;
        }
        long number = Long.parseLong(value.trim());
        return number < 0 ? "-1" : Long.toString(Math.multiplyExact(number, unitMs));
    }
}
