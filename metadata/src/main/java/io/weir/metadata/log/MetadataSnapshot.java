package io.weir.metadata.log;

import io.weir.protocol.wire.Message;
import java.util.List;

/**
 * The state after an entry, as records.
 *
 * @param offset of the last entry that is in it; -1 for none
 */
public record MetadataSnapshot(long offset, List<Message> records) {

    /** The state before the first entry. */
    public static final MetadataSnapshot EMPTY = new MetadataSnapshot(-1, List.of());
}
