package io.weir.protocol.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of one package of generated sources. Only files whose text changes are written, so that the compiler's
 * look at modification times stays right.
 */
record SourceFolder(Path folder) {

    /** Makes the folder hold exactly these classes, given as source text by simple name. */
    void replaceWith(Map<String, String> sources) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> existing = Files.list(folder)) {
            for (Path file : existing.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")
                        && !sources.containsKey(name.substring(0, name.length() - ".java".length()))) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey() + ".java");
            if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
                Files.writeString(file, source.getValue());
            }
        }
    }
}
