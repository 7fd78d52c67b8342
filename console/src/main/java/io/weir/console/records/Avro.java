package io.weir.console.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How bytes say that they are Avro: by the five bytes of a schema registry, as a single object, or as a file (the Avro
 * specification, "Single-object encoding" and "Object Container Files").
 *
 * @param schemaId    the registry's number
 * @param fingerprint of a single object's schema, in hex
 * @param schema      that a file has with it, as JSON; absent where it is not found within its first bytes
 */
record Avro(Framing framing, OptionalLong schemaId, Optional<String> fingerprint, Optional<String> schema) {

    private static final int REGISTRY_HEADER = 5;
    private static final int SINGLE_HEADER = 10;
    private static final byte[] FILE_MAGIC = {'O', 'b', 'j', 1};
    private static final byte[] SCHEMA_KEY = "avro.schema".getBytes(StandardCharsets.US_ASCII);

    enum Framing {
        CONFLUENT,
        SINGLE_OBJECT,
        FILE
    }

    /** What bytes that are no text look like; empty when not like Avro. */
    static Optional<Avro> of(byte[] bytes) {
        if (startsWith(bytes, FILE_MAGIC)) {
            return Optional.of(new Avro(Framing.FILE, OptionalLong.empty(), Optional.empty(), schemaOf(bytes)));
        }
        if (bytes.length >= SINGLE_HEADER && (bytes[0] & 0xff) == 0xc3 && bytes[1] == 1) {
            String fingerprint = HexFormat.of().formatHex(bytes, 2, SINGLE_HEADER);
            return Optional.of(
                    new Avro(Framing.SINGLE_OBJECT, OptionalLong.empty(), Optional.of(fingerprint), Optional.empty()));
        }
        if (bytes.length > REGISTRY_HEADER && bytes[0] == 0) {
            int id = ByteBuffer.wrap(bytes).getInt(1);
            return id > 0
                    ? Optional.of(new Avro(Framing.CONFLUENT, OptionalLong.of(id), Optional.empty(), Optional.empty()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** The value behind the key in the file's header: a zigzag length, then the text. */
    private static Optional<String> schemaOf(byte[] bytes) {
        int at = Bytes.indexOf(bytes, SCHEMA_KEY);
        if (at < 0) {
            return Optional.empty();
        }
        at += SCHEMA_KEY.length;
        long length = 0;
        for (int shift = 0; at < bytes.length && shift < Integer.SIZE; shift += 7) {
            byte part = bytes[at++];
            length |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                break;
            }
        }
        long size = length >>> 1;
        return (length & 1) == 0 && size <= bytes.length - at
                ? Optional.of(new String(bytes, at, (int) size, StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
