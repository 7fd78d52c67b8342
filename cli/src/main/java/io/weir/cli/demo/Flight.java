package io.weir.cli.demo;

/**
 * One flight as it left its airport: the event of the demo, keyed by the airport of origin.
 *
 * @param id its place in the data set, from 0; unique
 * @param leftAtMs when it left, on the clock of its airport, in milliseconds since 1970 as if that clock were UTC
 * @param origin the airport it left, as the three-letter IATA code; the record's key
 * @param destination where it went, as the three-letter IATA code
 * @param delayMinutes how late it arrived, in minutes; negative when early
 * @param miles how far it went
 */
record Flight(int id, long leftAtMs, String origin, String destination, int delayMinutes, int miles) {

    /** Whether it arrived at least this many minutes late. */
    boolean late(int minutes) {
        return delayMinutes >= minutes;
    }
}
