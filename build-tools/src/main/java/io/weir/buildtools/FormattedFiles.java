package io.weir.buildtools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The contents, by SHA-256, that are known to be well formatted: one hash a line in a file. */
final class FormattedFiles {

    private final Path cache;
    private final Set<String> hashes;

    private FormattedFiles(Path cache, Set<String> hashes) {
        this.cache = cache;
        this.hashes = hashes;
    }

    static FormattedFiles load(Path cache) throws IOException {
        return new FormattedFiles(
                cache, Files.exists(cache) ? new HashSet<>(Files.readAllLines(cache)) : new HashSet<>());
    }

    List<Path> unknownAmong(List<Path> files) throws IOException {
        List<Path> unknown = new ArrayList<>();
        for (Path file : files) {
            if (!hashes.contains(hash(file))) {
                unknown.add(file);
            }
        }
        return unknown;
    }

    void remember(List<Path> files) throws IOException {
        for (Path file : files) {
            hashes.add(hash(file));
        }
        Files.createDirectories(cache.toAbsolutePath().getParent());
        Files.write(cache, new TreeSet<>(hashes));
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
