package io.weir.log.producer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of Kafka's {@code .snapshot} file, version 1: int16 version, uint32 CRC-32C of all that follows, int32 count,
 * and for each producer its id, epoch, last sequence, last offset, offset delta, timestamp, coordinator epoch and the
 * first offset of its open transaction. Of a producer's batches only the last is kept.
 */
public final class ProducerSnapshot {

    private static final short VERSION = 1;
    private static final int CRC_AT = 2;
    private static final int COUNT_AT = 6;
    private static final int HEADER_BYTES = 10;
    private static final int ENTRY_BYTES = 46;

    private ProducerSnapshot() {}

    static ByteBuffer write(List<ProducerState> states) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + states.size() * ENTRY_BYTES);
        bytes.putShort(VERSION).putInt(0).putInt(states.size());
        for (ProducerState state : states) {
            boolean empty = state.batches().isEmpty();
            bytes.putLong(state.producerId())
                    .putShort(state.epoch())
                    .putInt(state.lastSequence())
                    .putLong(empty ? -1 : state.batches().getLast().lastOffset())
                    .putInt(empty ? 0 : state.batches().getLast().offsetDelta())
                    .putLong(state.lastTimestampMs())
                    .putInt(state.coordinatorEpoch())
                    .putLong(state.transactionFirstOffset());
        }
        bytes.putInt(CRC_AT, crc(bytes.flip()));
        return bytes;
    }

    /** Empty when the bytes are damaged or of another version: the state is then rebuilt from the log. */
    public static Optional<List<ProducerState>> read(ByteBuffer bytes) {
        if (bytes.limit() < HEADER_BYTES
                || bytes.getShort(0) != VERSION
                || bytes.limit() != HEADER_BYTES + (long) bytes.getInt(COUNT_AT) * ENTRY_BYTES
                || bytes.getInt(CRC_AT) != crc(bytes)) {
            return Optional.empty();
        }
        List<ProducerState> states = new ArrayList<>();
        bytes.position(HEADER_BYTES);
        while (bytes.hasRemaining()) {
            states.add(readState(bytes));
        }
        return Optional.of(states);
    }

    private static ProducerState readState(ByteBuffer bytes) {
        long producerId = bytes.getLong();
        short epoch = bytes.getShort();
        int lastSequence = bytes.getInt();
        long lastOffset = bytes.getLong();
        int offsetDelta = bytes.getInt();
        long timestamp = bytes.getLong();
        int coordinatorEpoch = bytes.getInt();
        long transaction = bytes.getLong();
        List<BatchSequence> batches = lastOffset < 0
                ? List.of()
                : List.of(new BatchSequence(lastSequence, lastOffset, offsetDelta, timestamp));
        return new ProducerState(producerId, epoch, coordinatorEpoch, timestamp, transaction, batches);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(COUNT_AT, bytes.limit() - COUNT_AT));
        return (int) crc.getValue();
    }
}
