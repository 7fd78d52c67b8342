package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory that a test fills. Root can mount one. */
final class OwnDisk implements AutoCloseable {

    private static final String SIZE = "size=512m";

    private final Path folder;
    private final boolean isMounted;

    private OwnDisk(Path folder, boolean isMounted) {
        this.folder = folder;
        this.isMounted = isMounted;
    }

    /** Makes the folder and mounts one there, if that is allowed. */
    static OwnDisk at(Path folder) throws IOException {
        Files.createDirectory(folder);
        return new OwnDisk(folder, run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString()) == 0);
    }

    boolean isMounted() {
        return isMounted;
    }

    /** Takes all the room there is. */
    void fill() throws IOException {
        byte[] some = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // There is no room any more.
            assertThat(Files.size(ballast())).isPositive();
        }
    }

    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }

    @Override
    public void close() throws IOException {
        if (isMounted) {
            int _ = run("umount", "--lazy", folder.toString());
        }
    }
}
