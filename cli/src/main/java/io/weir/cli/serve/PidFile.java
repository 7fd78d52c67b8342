package io.weir.cli.serve;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which process serves a folder: whoever starts several brokers finds them by it.
 *
 * @param folder of the broker's data
 */
public record PidFile(Path folder) {

    private static final String NAME = "pid";

    /** Between a file's time and that of a process' start, which the system counts from its own. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    /** The process that serves the folder, if one does. A process that is younger than its file got the number from another. */
    public Optional<ProcessHandle> process() {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String pid = Files.readString(file).strip();
            if (pid.isEmpty()) {
                // A power cut, or a full disk: whoever wrote it is gone.
                return Optional.empty();
            }
            Instant writtenBy = Files.getLastModifiedTime(file).toInstant().plus(CLOCKS_DIFFER);
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            process.info().startInstant().orElse(Instant.MIN).isBefore(writtenBy));
        } catch (IOException | NumberFormatException e) {
            throw new CliException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes this process down, unless another one serves the folder: it is told why it must not by its lock. */
    void write() {
        if (process().isPresent()) {
            return;
        }
        Path file = folder.resolve(NAME);
        Path written = folder.resolve("pid.new");
        try {
            // Nobody reads half of it, nor an empty file.
            Files.writeString(written, Long.toString(ProcessHandle.current().pid()));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CliException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
