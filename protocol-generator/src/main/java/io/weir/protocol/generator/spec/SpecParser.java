package io.weir.protocol.generator.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the JSON of one spec, which is JSON with {@code //} comments. */
public final class SpecParser {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private SpecParser() {}

    /**
     * Parses a spec.
     *
     * @param source where the text comes from, for error messages
     * @return the message; empty when the spec has no valid version left
     * @throws SpecException when the text is not a spec
     */
    public static Optional<MessageSpec> parse(String source, String text) {
        try {
            return parse(MAPPER.readTree(text));
        } catch (JsonProcessingException | SpecException e) {
            throw new SpecException(source + ": " + e.getMessage(), e);
        }
    }

    private static Optional<MessageSpec> parse(JsonNode json) {
        VersionRange valid = VersionRange.parse(required(json, "validVersions"));
        if (valid.isEmpty()) {
            return Optional.empty();
        }
        VersionRange flexible =
                VersionRange.parse(required(json, "flexibleVersions")).intersect(valid);
        if (!flexible.isEmpty() && flexible.highest() != valid.highest()) {
            throw new SpecException("flexibleVersions must reach to the last version");
        }
        return Optional.of(new MessageSpec(
                MessageKind.parse(required(json, "type")),
                json.has("apiKey") ? OptionalInt.of(json.get("apiKey").asInt()) : OptionalInt.empty(),
                new MessageSpec.Versions(
                        valid, flexible, json.path("latestVersionUnstable").asBoolean(false)),
                texts(json.path("listeners")),
                new StructParser(valid, flexible).parseAll(json)));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    static String required(JsonNode json, String property) {
        JsonNode value = json.get(property);
        if (value == null) {
            throw new SpecException(json.path("name").asText("spec") + " has no '" + property + "'");
        }
        return value.asText();
    }
}
