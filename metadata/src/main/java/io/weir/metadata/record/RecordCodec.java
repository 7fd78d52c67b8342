package io.weir.metadata.record;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Records as bytes, the same in every log that carries them: int32 count, then for each record int8 type, int8 version
 * and the record as its spec says.
 */
public final class RecordCodec {

    /** Type, version and no field at all. */
    private static final int SMALLEST_RECORD_BYTES = 3;

    private RecordCodec() {}

    /** The bytes of these records. */
    public static ByteBuffer encode(List<? extends Message> records) {
        MessageWriter out = new MessageWriter();
        out.int32(records.size());
        for (Message record : records) {
            RecordType type = RecordType.of(record);
            out.int8(type.id());
            out.int8((byte) type.version());
            record.write(out, type.version());
        }
        return out.toByteBuffer();
    }

    /**
     * The records of these bytes, from the buffer's position to its limit.
     *
     * @throws MalformedMessageException when the bytes are not records of a version known here, or more than records
     */
    public static List<Message> decode(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes.duplicate(), Integer.MAX_VALUE);
        int count = in.int32();
        if (count < 0 || count > in.remaining() / SMALLEST_RECORD_BYTES) {
            throw new MalformedMessageException("A count of " + count + " records in " + in.remaining() + " bytes");
        }
        List<Message> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RecordType type = RecordType.forId(in.int8());
            records.add(type.read(in, in.int8()));
        }
        if (in.remaining() > 0) {
            throw new MalformedMessageException(in.remaining() + " bytes follow the last record");
        }
        return List.copyOf(records);
    }
}
