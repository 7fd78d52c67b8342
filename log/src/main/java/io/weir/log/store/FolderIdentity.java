package io.weir.log.store;

import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.disk.Disk;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes sure that a data folder belongs to this node, and marks a new one as its. */
final class FolderIdentity {

    private FolderIdentity() {}

    static MetaProperties claim(Disk disk, Path folder, StoreConfig config) throws IOException, LogStoreException {
        Optional<MetaProperties> found = MetaProperties.read(disk, folder);
        if (found.isEmpty()) {
            MetaProperties fresh = new MetaProperties(config.clusterId(), config.nodeId(), Uuid.random());
            fresh.write(disk, folder);
            return fresh;
        }
        MetaProperties known = found.get();
        if (!known.clusterId().equals(config.clusterId())) {
            throw new LogStoreException("The data folder " + folder + " belongs to cluster " + known.clusterId()
                    + ", not to " + config.clusterId() + ": use another folder, or that cluster's id");
        }
        if (known.nodeId() != config.nodeId()) {
            throw new LogStoreException("The data folder " + folder + " belongs to node " + known.nodeId()
                    + ", not to node " + config.nodeId() + ": use another folder, or set node.id to " + known.nodeId());
        }
        if (known.directoryId().isZero()) {
            MetaProperties complete = new MetaProperties(known.clusterId(), known.nodeId(), Uuid.random());
            complete.write(disk, folder);
            return complete;
        }
        return known;
    }
}
