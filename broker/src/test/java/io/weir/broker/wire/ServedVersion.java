package io.weir.broker.wire;

import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ApiVersionsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** One version of one API key, as a broker advertises it. */
public record ServedVersion(ApiKey key, int number) {

    /** Versions 0 to 2 are advertised for librdkafka's sake and not served. */
    private static final int FIRST_PRODUCE_VERSION = 3;

    /** All that the broker at this port serves. */
    public static List<ServedVersion> of(int port) {
        try (WireClient client = new WireClient(port)) {
            Answer answer = client.call(ApiVersionsRequest.builder().build(), 0);
            List<ServedVersion> versions = new ArrayList<>();
            List<Object> keys = answer.values("api_key");
            for (int i = 0; i < keys.size(); i++) {
                ApiKey key = Objects.requireNonNull(ApiKey.forId((short) keys.get(i)), "an unknown key is advertised");
                int lowest = Math.max(
                        (short) answer.values("min_version").get(i), key == ApiKey.PRODUCE ? FIRST_PRODUCE_VERSION : 0);
                int highest = (short) answer.values("max_version").get(i);
                IntStream.rangeClosed(lowest, highest).forEach(number -> versions.add(new ServedVersion(key, number)));
            }
            return versions;
        }
    }

    /** A seed that differs from version to version and stays from run to run. */
    public long seed() {
        return 1000L * (100L * key.id() + number);
    }

    @Override
    public String toString() {
        return key.specName() + " v" + number;
    }
}
