package io.weir.protocol.generator;

import io.weir.protocol.generator.emit.ApiKeyEmitter;
import io.weir.protocol.generator.emit.MessageEmitter;
import io.weir.protocol.generator.spec.MessageSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns a folder of specs into a package of sources.
 *
 * @param specs the folder of {@code *.json} files
 * @param output the root of generated sources
 * @param packageName the package to generate
 * @param apiKeys true to generate the enum {@code ApiKey} too
 */
record Generator(Path specs, Path output, String packageName, boolean apiKeys) {

    /** Generates unless specs, settings and generator are those of the last time; returns whether it did. */
    boolean run() throws IOException {
        SpecFolder folder = new SpecFolder(specs);
        List<Path> inputs = new ArrayList<>(folder.files());
        inputs.addAll(ownFiles());
        String digest = Stamp.of(inputs, packageName + apiKeys);
        Stamp stamp = new Stamp(output.resolve(packageName + ".stamp"));
        if (stamp.says(digest)) {
            return false;
        }
        new SourceFolder(output.resolve(packageName.replace('.', '/'))).replaceWith(sources(folder.parse()));
        stamp.write(digest);
        return true;
    }

    private Map<String, String> sources(List<MessageSpec> messages) {
        Map<String, String> sources = new TreeMap<>();
        MessageEmitter emitter = new MessageEmitter(packageName, apiKeys);
        for (MessageSpec message : messages) {
            sources.put(message.name(), emitter.emit(message));
        }
        if (apiKeys) {
            sources.put("ApiKey", new ApiKeyEmitter(packageName).emit(messages));
        }
        return sources;
    }

    /** The jar or the class files this generator is, since another generator makes other sources. */
    private static List<Path> ownFiles() throws IOException {
        try {
            Path home = Path.of(Generator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(home)) {
                return files.filter(Files::isRegularFile).sorted().toList();
            }
        } catch (URISyntaxException e) {
            throw new IOException("Cannot find the generator's own files", e);
        }
    }
}
