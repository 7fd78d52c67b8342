package io.weir.metadata.ratis;

import io.weir.metadata.image.ImageRecords;
import io.weir.metadata.image.ImageUpdate;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.log.LocalMetadataLog;
import io.weir.metadata.log.MetadataLogListener;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.protocol.wire.Message;
import java.util.List;

/** Reads what a node kept while it was alone, for the cluster to begin with. */
public final class LocalSeed {

    private LocalSeed() {}

    /** Reads all of a local log that was not started yet, and closes it. */
    public static MetadataSnapshot readAndClose(LocalMetadataLog log) {
        Reader reader = new Reader(new ImageUpdate(MetadataImage.empty(log.clusterId())));
        try (log) {
            log.start(reader);
        }
        MetadataImage image = reader.update.finish(reader.offset).after();
        return new MetadataSnapshot(image.offset(), ImageRecords.of(image));
    }

    private static final class Reader implements MetadataLogListener {

        private final ImageUpdate update;
        private long offset = -1;

        Reader(ImageUpdate update) {
            this.update = update;
        }

        @Override
        public void onSnapshot(MetadataSnapshot snapshot) {
            snapshot.records().forEach(update::apply);
            offset = snapshot.offset();
        }

        @Override
        public void onCommit(long newOffset, List<Message> records) {
            records.forEach(update::apply);
            offset = newOffset;
        }

        @Override
        public void onLeading(int epoch) {
            // Nothing is appended any more.
        }

        @Override
        public void onFollowing() {
            // A local log always leads.
        }

        @Override
        public MetadataSnapshot takeSnapshot() {
            throw new IllegalStateException("Nothing is appended, so no snapshot is due");
        }
    }
}
