package io.weir.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.generator.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of small specs becomes a package of sources, once. */
final class GeneratorTest {

    private static final String REQUEST = """
        // A comment, as in Kafka's specs.
        { "apiKey": 7, "type": "request", "listeners": ["broker"], "name": "ListDucksRequest",
          "validVersions": "1-3", "flexibleVersions": "2+",
          "fields": [ { "name": "Pond", "type": "string", "versions": "0+", "about": "Where to look." } ] }
        """;

    private static final String RESPONSE = """
        { "apiKey": 7, "type": "response", "name": "ListDucksResponse",
          "validVersions": "1-3", "flexibleVersions": "2+",
          "fields": [ { "name": "Count", "type": "int32", "versions": "0+" } ] }
        """;

    @TempDir
    private Path folder;

    private Path specs;
    private Path sources;

    @BeforeEach
    void makeSpecs() throws IOException {
        specs = Files.createDirectory(folder.resolve("specs"));
        sources = folder.resolve("out/ducks/wire");
        Files.writeString(specs.resolve("ListDucksRequest.json"), REQUEST);
        Files.writeString(specs.resolve("ListDucksResponse.json"), RESPONSE);
    }

    private Generator generator() {
        return new Generator(specs, folder.resolve("out"), "ducks.wire", true);
    }

    @Test
    void makes_a_record_of_each_spec_and_the_table_of_requests() throws IOException {
        boolean generated = generator().run();

        assertThat(generated).isTrue();
        assertThat(sources.resolve("ListDucksRequest.java"))
                .content()
                .contains("package ducks.wire;")
                .contains("@param pond Where to look.")
                .contains("public record ListDucksRequest(String pond, List<RawTaggedField> unknownTaggedFields)"
                        + " implements RequestMessage {")
                .contains("boolean flexible = version >= 2;")
                .contains("return ApiKey.LIST_DUCKS;");
        assertThat(sources.resolve("ApiKey.java"))
                .content()
                .contains("LIST_DUCKS(7, \"ListDucks\", ", "2, 2, List.of(\"broker\"))")
                .contains("case LIST_DUCKS -> ListDucksResponse.read(in, version);");
    }

    @Test
    void does_nothing_when_nothing_changed() throws IOException {
        // given sources that are up to date
        generator().run();

        // when generating again
        boolean generated = generator().run();

        // then there was nothing to do
        assertThat(generated).isFalse();
    }

    @Test
    void writes_only_what_changed_and_removes_what_is_gone() throws IOException {
        // given sources of three specs, one of which goes and one of which changes
        Files.writeString(
                specs.resolve("Egg.json"),
                "{ \"type\": \"data\", \"name\": \"Egg\", \"validVersions\": \"0\", \"flexibleVersions\": \"none\" }");
        generator().run();
        Files.delete(specs.resolve("Egg.json"));
        Files.writeString(specs.resolve("ListDucksResponse.json"), RESPONSE.replace("Count", "Total"));
        Path untouched = sources.resolve("ListDucksRequest.java");
        Files.setLastModifiedTime(untouched, java.nio.file.attribute.FileTime.fromMillis(1000));

        // when generating again
        boolean generated = generator().run();

        // then the folder holds the new state, and the unchanged file was left alone
        assertThat(generated).isTrue();
        assertThat(sources.resolve("Egg.java")).doesNotExist();
        assertThat(sources.resolve("ListDucksResponse.java")).content().contains("int total");
        assertThat(Files.getLastModifiedTime(untouched).toMillis()).isEqualTo(1000);
    }

    @Test
    void a_request_without_its_response_is_an_error() throws IOException {
        Files.delete(specs.resolve("ListDucksResponse.json"));

        assertThatThrownBy(() -> generator().run())
                .isInstanceOf(SpecException.class)
                .hasMessage("ListDucksRequest has no ListDucksResponse");
    }

    @Test
    void a_folder_without_specs_is_an_error() {
        Generator generator = new Generator(folder.resolve("nowhere"), folder.resolve("out"), "ducks.wire", false);

        assertThatThrownBy(generator::run).isInstanceOf(SpecException.class).hasMessageContaining("nowhere");
    }
}
