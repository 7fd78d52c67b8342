package io.weir.protocol.wire;

import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text off the wire, where broken UTF-8 is an error and never a silent replacement character. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Decodes {@code length} bytes from the buffer's position, which moves past them; they must be there. */
    static String decode(String field, ByteBuffer in, int length) {
        int start = in.position();
        String text = decodeLeniently(in, start, length);
        // Only text that holds the replacement character can have been broken; checking strictly costs an allocation.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(field, in.slice(start, length));
        }
        in.position(start + length);
        return text;
    }

    private static String decodeLeniently(ByteBuffer in, int start, int length) {
        if (in.hasArray()) {
            return new String(in.array(), in.arrayOffset() + start, length, StandardCharsets.UTF_8);
        }
        byte[] copy = new byte[length];
        in.get(start, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    private static void requireValid(String field, ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(field + " is not valid UTF-8", e);
        }
    }
}
