package io.weir.metadata.log;

import io.weir.protocol.wire.Message;
import java.util.List;

/** Who follows a metadata log. Told everything in order; the calls may come from any one thread at a time. */
public interface MetadataLogListener {

    /** Forget what was before: these records are the state after the entry of this offset. */
    void onSnapshot(MetadataSnapshot snapshot);

    /** The next entry is durable. */
    void onCommit(long offset, List<Message> records);

    /**
     * This node leads from now on and may append; all entries before were told.
     *
     * @param epoch grows with every leadership; entries of an earlier one are refused
     */
    void onLeading(int epoch);

    /** This node does not lead any more; its entries that were not told may be lost. */
    void onFollowing();

    /** The state after the last entry that the listener has dealt with. May be asked for at any time, from any thread. */
    MetadataSnapshot takeSnapshot();
}
