package io.weir.protocol.messages;

import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.SpecParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;

/** Every spec in the client's jar, and every version of each. */
final class SpecCatalog {

    /** One version of one message. */
    record Version(MessageSpec spec, int number) {

        boolean isFlexible() {
            return number >= spec.versions().flexible().lowest()
                    && !spec.versions().flexible().isEmpty();
        }

        @Override
        public String toString() {
            return spec.name() + " v" + number;
        }
    }

    private SpecCatalog() {}

    static List<Version> versions() {
        return messages().stream()
                .flatMap(spec -> IntStream.rangeClosed(
                                spec.versions().valid().lowest(),
                                spec.versions().valid().highest())
                        .mapToObj(number -> new Version(spec, number)))
                .toList();
    }

    static List<MessageSpec> messages() {
        try (FileSystem jar = FileSystems.newFileSystem(clientJar());
                Stream<Path> files = Files.list(jar.getPath("common/message"))) {
            List<MessageSpec> specs = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                SpecParser.parse(file.toString(), Files.readString(file)).ifPresent(specs::add);
            }
            return specs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path clientJar() {
        return Path.of(ApiKeys.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
