package io.weir.broker.insight;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.log.store.DataFolderInfo;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What the console in this process may see of its broker: nothing here waits or changes anything. */
public interface BrokerView {

    /** Who this broker is, and the settings it was started with. */
    NodeConfig node();

    /** The node whose controller decides, as far as is known; -1 while there is none. */
    int controllerId();

    /** The cluster as this broker knows it. */
    MetadataImage image();

    /** Where clients connect, as host:port. */
    String bootstrap();

    /** The folders with logs. */
    List<DataFolderInfo> folders();

    /** Partitions that should be here and whose log cannot be used, by name, at most so many. */
    List<String> unusable(int atMost);

    /** Bytes of the replica that is here, if one is. */
    OptionalLong bytesHere(String topic, int partition);

    /** What the coordinator of a group knows beyond what Kafka's requests ask for. */
    CompletableFuture<GroupInsight> insight(String group);
}
