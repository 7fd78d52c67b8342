package io.weir.coordination.membership;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hashes of topics, by which a group knows that what it assigned is out of date (KIP-1101); the same numbers as Kafka's,
 * so that a group taken over from it need not rebalance.
 */
public final class MetadataHashes {

    private static final byte MAGIC = 0;

    private final Map<String, Long> byTopic = new HashMap<>();
    private long version = -1;

    /** The hash of each of these topics that exists. */
    public SortedMap<String, Long> of(Collection<String> names, TopicsView topics) {
        if (version != topics.version()) {
            byTopic.clear();
            version = topics.version();
        }
        SortedMap<String, Long> hashes = new TreeMap<>();
        for (String name : names) {
            topics.named(name).ifPresent(topic -> hashes.put(name, byTopic.computeIfAbsent(name, _ -> hash(topic))));
        }
        return hashes;
    }

    /** The hash of all of them together; 0 for none. */
    public static long combined(SortedMap<String, Long> hashes) {
        if (hashes.isEmpty()) {
            return 0;
        }
        HashStream64 stream = Hashing.xxh3_64().hashStream();
        hashes.values().forEach(stream::putLong);
        return stream.getAsLong();
    }

    private static long hash(TopicInfo topic) {
        HashStream64 stream = Hashing.xxh3_64()
                .hashStream()
                .putByte(MAGIC)
                .putLong(topic.id().mostSignificantBits())
                .putLong(topic.id().leastSignificantBits())
                .putString(topic.name())
                .putInt(topic.partitions());
        for (int partition = 0; partition < topic.partitions(); partition++) {
            stream.putInt(partition);
            List<String> racks =
                    topic.racks().apply(partition).stream().sorted().toList();
            // A length before each rack: no two lists of racks read alike.
            racks.forEach(rack -> stream.putInt(rack.length()).putString(rack));
        }
        return stream.getAsLong();
    }
}
