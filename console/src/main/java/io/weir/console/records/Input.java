package io.weir.console.records;

import io.weir.console.http.Body;
import io.weir.console.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A key, value or header that somebody typed. */
final class Input {

    private Input() {}

    /** Its bytes; null for null. */
    static byte @Nullable [] bytes(Body input) {
        input.only("format", "data");
        String format = input.requiredText("format");
        if (format.equals("null")) {
            return null;
        }
        String data = input.requiredText("data");
        return switch (format) {
            case "text" -> data.getBytes(StandardCharsets.UTF_8);
            case "json" -> json(input, data.getBytes(StandardCharsets.UTF_8));
            case "hex" ->
                decoded(input, () -> HexFormat.of().parseHex(data.replaceAll("\\s", "")), "hex digits, two a byte");
            case "base64" -> decoded(input, () -> Base64.getMimeDecoder().decode(data), "base64");
            default -> throw input.wrong("format", "text, json, hex, base64 or null");
        };
    }

    private static byte[] json(Body input, byte[] data) {
        if (!JsonTree.isJson(data)) {
            throw input.wrong("data", "JSON");
        }
        return data;
    }

    private static byte[] decoded(Body input, Supplier<byte[]> decoder, String expected) {
        try {
            return decoder.get();
        } catch (IllegalArgumentException e) {
            throw input.wrong("data", expected);
        }
    }
}
