package io.weir.protocol.generator;

import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.SpecException;
import io.weir.protocol.generator.spec.SpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The {@code *.json} files directly in a folder, in the order of their names. */
record SpecFolder(Path folder) {

    List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new SpecException("No folder of specs: " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> specs = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            if (specs.isEmpty()) {
                throw new SpecException("No specs (*.json) in " + folder);
            }
            return specs;
        }
    }

    /** The messages that have a valid version. */
    List<MessageSpec> parse() throws IOException {
        List<MessageSpec> messages = new ArrayList<>();
        for (Path file : files()) {
            SpecParser.parse(file.getFileName().toString(), Files.readString(file))
                    .ifPresent(messages::add);
        }
        return messages;
    }
}
