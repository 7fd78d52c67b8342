package io.weir.cli.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Keys and values as people can read them: text where they are text, hex where not. */
final class Bytes {

    private Bytes() {}

    /** In quotes when it is text, with a leading 0x when it is not, and {@code null} when there is none. */
    static String shown(Optional<ByteBuffer> bytes) {
        return bytes.map(found -> text(found)
                        .map(text -> '"' + text + '"')
                        .orElseGet(() -> "0x" + HexFormat.of().formatHex(array(found))))
                .orElse("null");
    }

    /** Empty when the bytes are not UTF-8, or hold control characters that would spoil a line or a terminal. */
    static Optional<String> text(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static byte[] array(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
