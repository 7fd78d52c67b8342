package io.weir.protocol.generator.spec;

import static io.weir.protocol.generator.spec.SpecParser.required;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Collects the structs of one message, wherever in the spec they are declared. */
final class StructParser {

    private final VersionRange valid;
    private final VersionRange flexible;
    private final List<StructSpec> structs = new ArrayList<>();

    StructParser(VersionRange valid, VersionRange flexible) {
        this.valid = valid;
        this.flexible = flexible;
    }

    /** All structs of the message, itself first, each before the structs declared inside it. */
    List<StructSpec> parseAll(JsonNode message) {
        parseStruct(required(message, "name"), "", message.path("fields"));
        for (JsonNode common : message.path("commonStructs")) {
            String name = required(common, "name");
            parseStruct(name, "", common.path("fields"));
        }
        requireAllDeclaredOnce();
        return structs;
    }

    private void parseStruct(String name, String about, JsonNode fieldsJson) {
        int index = structs.size();
        List<FieldSpec> fields = new ArrayList<>();
        for (JsonNode json : fieldsJson) {
            FieldSpec field = parseField(json);
            fields.add(field);
            if (json.has("fields")) {
                parseStruct(structName(field.type()), field.about(), json.get("fields"));
            }
        }
        structs.add(index, new StructSpec(name, about, fields));
    }

    private FieldSpec parseField(JsonNode json) {
        String name = required(json, "name");
        VersionRange present = VersionRange.parse(required(json, "versions"));
        if (json.has("tag") && !required(json, "taggedVersions").equals(required(json, "versions"))) {
            throw new SpecException(name + ": a field must be tagged in all its versions or in none");
        }
        VersionRange nullable = VersionRange.parse(json.path("nullableVersions").asText("none"));
        if (!json.path("flexibleVersions").asText("none").equals("none")) {
            throw new SpecException(name + ": flexibleVersions of a single field can only be 'none'");
        }
        VersionRange compact = json.has("flexibleVersions") ? VersionRange.NONE : flexible;
        return new FieldSpec(
                name,
                FieldType.parse(required(json, "type")),
                json.path("about").asText(""),
                new FieldVersions(
                        present.intersect(valid), nullable.intersect(present).intersect(valid), compact),
                json.has("tag") ? OptionalInt.of(json.get("tag").asInt()) : OptionalInt.empty(),
                new FieldDefault(
                        json.path("default").asText(""), json.path("ignorable").asBoolean(false)));
    }

    private void requireAllDeclaredOnce() {
        Set<String> names = new HashSet<>();
        for (StructSpec struct : structs) {
            if (!names.add(struct.name())) {
                throw new SpecException("Struct " + struct.name() + " is declared twice");
            }
        }
        for (StructSpec struct : structs) {
            for (FieldSpec field : struct.fields()) {
                if (!structName(field.type()).isEmpty() && !names.contains(structName(field.type()))) {
                    throw new SpecException(field.name() + ": no struct " + structName(field.type()));
                }
            }
        }
    }

    private static String structName(FieldType type) {
        if (type instanceof FieldType.ListOf list) {
            return structName(list.element());
        }
        return type instanceof FieldType.Struct struct ? struct.name() : "";
    }
}
