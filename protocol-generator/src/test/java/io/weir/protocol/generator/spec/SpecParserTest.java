package io.weir.protocol.generator.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What specs mean, and which are refused. */
final class SpecParserTest {

    private static Optional<MessageSpec> parse(String fields) {
        return SpecParser.parse("Duck.json", """
            { "type": "coordinator-value", "name": "Duck", "validVersions": "1-4", "flexibleVersions": "2+",
              "fields": [ %s ],
              "commonStructs": [ { "name": "Egg", "versions": "0+", "fields": [
                { "name": "Size", "type": "float64", "versions": "0+" } ] } ] }
            """.formatted(fields));
    }

    @Test
    void collects_structs_declared_inside_and_beside_the_fields() {
        // when a spec declares one struct in a field and uses a common one
        MessageSpec duck = parse("""
            { "name": "Nests", "type": "[]Nest", "versions": "0+", "about": "All of them.", "fields": [
              { "name": "Eggs", "type": "[]Egg", "versions": "3+", "nullableVersions": "0+" } ] }
            """).orElseThrow();

        // then the message comes first, and versions are cut to the valid ones
        assertThat(duck.structs()).extracting(StructSpec::name).containsExactly("Duck", "Nest", "Egg");
        assertThat(duck.kind()).isEqualTo(MessageKind.DATA);
        assertThat(duck.versions().flexible()).isEqualTo(new VersionRange(2, 4));
        FieldSpec eggs = duck.structs().get(1).fields().get(0);
        assertThat(eggs.type()).isEqualTo(new FieldType.ListOf(new FieldType.Struct("Egg")));
        assertThat(eggs.versions().present()).isEqualTo(new VersionRange(3, 4));
        assertThat(eggs.versions().nullable()).isEqualTo(new VersionRange(3, 4));
    }

    @Test
    void a_message_whose_versions_are_all_gone_is_left_out() {
        assertThat(SpecParser.parse(
                        "Dodo.json", "{ \"type\": \"request\", \"name\": \"Dodo\", \"validVersions\": \"none\" }"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        { "name": "A", "type": "int33", "versions": "0+" }                              | No such type: 'int33'
        { "name": "A", "type": "Ghost", "versions": "0+" }                              | no struct Ghost
        { "name": "A", "type": "[][]int8", "versions": "0+" }                           | list of lists
        { "name": "A", "type": "int8", "versions": "x" }                                | Not a range of versions: 'x'
        { "name": "A", "type": "int8" }                                                 | A has no 'versions'
        { "name": "A", "type": "int8", "versions": "0+", "nullableVersions": "0+" }     | A cannot be null
        { "name": "A", "type": "string", "versions": "0+", "default": "null" }          | A has the default null
        { "name": "A", "type": "int8", "versions": "2+", "taggedVersions": "2+", "tag": 1 } | without holes
        { "name": "A", "type": "int8", "versions": "2+", "taggedVersions": "3+", "tag": 0 } | tagged in all its versions
        { "name": "A", "type": "records", "versions": "2+", "taggedVersions": "2+", "tag": 0 } | records cannot be
        """)
    void a_contradiction_is_refused_with_the_name_of_the_spec(String field, String reason) {
        assertThatThrownBy(() -> parse(field))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("Duck.json: ")
                .hasMessageContaining(reason);
    }
}
