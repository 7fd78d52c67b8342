package io.weir.console.records;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Bytes of which nobody knows what they are. */
final class Bytes {

    // More control characters than one in so many, and it is no text, even if it happens to be UTF-8.
    private static final int CONTROLS_PER_TEXT = 10;

    private Bytes() {}

    /** The text that they are; empty when they are no UTF-8, or look like none. */
    static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return looksWritten(text) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean looksWritten(String text) {
        long controls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            controls += c < ' ' && c != '\n' && c != '\r' && c != '\t' ? 1 : 0;
        }
        return controls * CONTROLS_PER_TEXT <= text.length();
    }

    /** The beginning of UTF-8, at most so many bytes, cut between two characters. */
    static byte[] beginningOfText(byte[] bytes, int limit) {
        if (bytes.length <= limit) {
            return bytes;
        }
        int end = limit;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    /** Where a part begins; -1 when it is not in there. */
    static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}
