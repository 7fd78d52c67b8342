package io.weir.protocol.generator.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.generator.spec.SpecParser;
import org.junit.jupiter.api.Test;

/** The code for one small message that has one of everything; whether such code is right, the protocol's tests tell. */
final class MessageEmitterTest {

    private static final String DUCK = new MessageEmitter("ducks", false)
            .emit(SpecParser.parse("Duck.json", """
                { "apiKey": 5, "type": "coordinator-key", "name": "Duck", "validVersions": "1-4", "flexibleVersions": "2+",
                  "fields": [
                    { "name": "Age", "type": "int16", "versions": "0+", "default": "0x10" },
                    { "name": "Name", "type": "string", "versions": "3+", "nullableVersions": "4+" },
                    { "name": "Nick", "type": "string", "versions": "2", "ignorable": true },
                    { "name": "Version", "type": "int8", "versions": "0+" },
                    { "name": "Beak", "type": "Beak", "versions": "2+", "taggedVersions": "2+", "tag": 0, "fields": [
                      { "name": "LengthMm", "type": "int32", "versions": "0+", "about": "In <mm>." } ] },
                    { "name": "Ponds", "type": "[]string", "versions": "0+", "nullableVersions": "0+", "default": "null" }
                  ] }
                """).orElseThrow());

    @Test
    void reads_a_field_only_in_the_versions_that_have_it() {
        assertThat(DUCK)
                .contains("short age = in.int16();")
                .contains("@Nullable String name = version >= 3 ? version >= 4"
                        + " ? in.nullableString(\"name\", true) : in.string(\"name\", true) : \"\";")
                .contains("String nick = version == 2 ? in.string(\"nick\", true) : \"\";");
    }

    @Test
    void refuses_to_drop_a_value_unless_the_field_is_ignorable() {
        assertThat(DUCK)
                .contains("requirePresent(name != null || version >= 4, \"Duck.name\", version);")
                .contains("requireDefault(version >= 3 || name != null && name.isEmpty(), \"Duck.name\", version);")
                .doesNotContain("\"Duck.nick\"");
    }

    @Test
    void a_field_named_like_a_parameter_does_not_hide_it() {
        assertThat(DUCK).contains("byte versionValue = in.int8();").contains("out.int8(this.version);");
    }

    @Test
    void a_tagged_struct_is_left_out_when_it_is_the_default() {
        assertThat(DUCK)
                .contains("boolean hasBeak = !(Beak.DEFAULTS.equals(beak));")
                .contains("out.tagCount((hasBeak ? 1 : 0), unknownTaggedFields);")
                .contains("public static final Beak DEFAULTS = builder().build();");
    }

    @Test
    void a_builder_begins_with_the_defaults_and_copies_lists() {
        assertThat(DUCK)
                .contains("private short age = 16;")
                .contains("private @Nullable List<String> ponds = null;")
                .contains("this.ponds = ponds == null ? null : List.copyOf(ponds);");
    }

    @Test
    void the_number_of_a_stored_type_is_a_constant_and_texts_are_safe() {
        assertThat(DUCK).contains("public static final short API_KEY = 5;").contains("@param lengthMm In &lt;mm&gt;.");
    }
}
