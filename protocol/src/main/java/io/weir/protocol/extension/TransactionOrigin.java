package io.weir.protocol.extension;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import io.weir.protocol.wire.RawTaggedField;
import java.util.List;
import java.util.Optional;

/**
 * Who began a transaction in a partition: a tagged field of the producers in answers to DescribeProducers.
 *
 * @param clientId as the producer called itself; empty when it did not
 * @param address where it wrote from, as host:port
 * @param sinceMs when it wrote the first record there, in ms since 1970 by the broker's clock
 */
public record TransactionOrigin(String clientId, String address, long sinceMs) {

    /** Far above those that Kafka has given out. */
    private static final int TAG = 7_101;

    /** As it goes into an answer. */
    public RawTaggedField toTaggedField() {
        MessageWriter out = new MessageWriter();
        out.string(clientId, true);
        out.string(address, true);
        out.int64(sinceMs);
        return new RawTaggedField(TAG, out.toByteBuffer());
    }

    /** The one among these fields; none when there is none that can be read. */
    public static Optional<TransactionOrigin> in(List<RawTaggedField> fields) {
        return fields.stream().filter(field -> field.tag() == TAG).findFirst().flatMap(TransactionOrigin::read);
    }

    private static Optional<TransactionOrigin> read(RawTaggedField field) {
        try {
            MessageReader in = new MessageReader(field.data().duplicate());
            return Optional.of(
                    new TransactionOrigin(in.string("clientId", true), in.string("address", true), in.int64()));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }
}
