package io.weir.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder with batches that Kafka's own classes wrote, shown and checked. */
final class LogCommandTest {

    private static final String SEGMENT = "00000000000000000000";

    private final TestShell shell = TestShell.withoutInput();

    @TempDir
    private Path data;

    private Path partition = Path.of("");

    @BeforeEach
    void writeAFolder() throws IOException {
        partition = Files.createDirectory(data.resolve("orders-0"));
        MemoryRecords plain = MemoryRecords.withRecords(
                0L,
                Compression.gzip().build(),
                4,
                new SimpleRecord(
                        1_000L,
                        "k1".getBytes(StandardCharsets.UTF_8),
                        "first".getBytes(StandardCharsets.UTF_8),
                        new RecordHeader[] {new RecordHeader("h", new byte[] {1, 2})}),
                new SimpleRecord(2_000L, null, new byte[] {(byte) 0xff, 0}));
        MemoryRecords transactional = MemoryRecords.withTransactionalRecords(
                2L,
                Compression.NONE,
                7L,
                (short) 0,
                0,
                4,
                new SimpleRecord(3_000L, "in doubt".getBytes(StandardCharsets.UTF_8)));
        MemoryRecords marker = MemoryRecords.withEndTransactionMarker(
                3L, 4_000L, 4, 7L, (short) 0, new EndTransactionMarker(ControlRecordType.ABORT, 9));
        ByteBuffer all = ByteBuffer.allocate(1000)
                .put(plain.buffer())
                .put(transactional.buffer())
                .put(marker.buffer())
                .flip();
        byte[] bytes = new byte[all.remaining()];
        all.get(bytes);
        Files.write(partition.resolve(SEGMENT + ".log"), bytes);
        ByteBuffer aborted = ByteBuffer.allocate(34)
                .putShort((short) 0)
                .putLong(7)
                .putLong(2)
                .putLong(3)
                .putLong(4)
                .flip();
        Files.write(partition.resolve(SEGMENT + ".txnindex"), aborted.array());
        Files.writeString(partition.resolve("leader-epoch-checkpoint"), "0\n1\n4 0\n");
        Files.writeString(data.resolve("meta.properties"), "cluster.id=c\nnode.id=1\nversion=1\n");
        Files.writeString(data.resolve("recovery-point-offset-checkpoint"), "0\n1\norders 0 2\n");
    }

    @Test
    void showsWhatLiesInAPartition() {
        // when
        int exitCode = run("dump", partition.toString(), "--records");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains("offsets 0 to 1  at position 0 ", "CRC ok  2 records  leader epoch 4  format 2  gzip")
                .contains("offset 0  1970-01-01T00:00:01Z  key \"k1\"  value \"first\"  header h=0x0102")
                .contains("offset 1  1970-01-01T00:00:02Z  key null  value 0xff00")
                .contains("transactional", "producer 7 epoch 0  sequence 0 to 0")
                .contains("the producer's transaction is aborted, says the coordinator of epoch 9")
                .contains("producer 7 aborted its transaction from offset 2 to the marker at 3")
                .contains("epoch 4 begins with offset 0");
    }

    @Test
    void showsOnlyTheOffsetsAskedFor() {
        // when
        run("dump", partition.resolve(SEGMENT + ".log").toString(), "--records", "--from", "2", "--to", "2");

        // then
        assertThat(shell.out()).contains("\"in doubt\"").doesNotContain("first").doesNotContain("aborted");
    }

    @Test
    void showsADataFolderAsJson() {
        // when
        run("dump", data.toString(), "--records", "--output", "json");

        // then
        assertThat(shell.out().lines())
                .allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"type\":\"checkpoint\",\"partition\":\"orders-0\",\"offset\":2"))
                .anyMatch(line -> line.contains("\"type\":\"batch\",\"baseOffset\":0,\"lastOffset\":1,\"position\":0"))
                .anyMatch(line -> line.contains("\"valueBase64\":\"/wA=\""))
                .anyMatch(line -> line.contains("\"control\":\"ABORT\",\"coordinatorEpoch\":9"))
                .anyMatch(line -> line.contains("\"type\":\"property\",\"name\":\"node.id\",\"value\":\"1\""));
    }

    @Test
    void showsDamageAndWhatLiesBehindIt() throws IOException {
        // given
        flip(17);

        // when
        run("dump", partition.toString());

        // then
        assertThat(shell.out()).contains("CRC BAD").contains("offset 2  at position ");
    }

    @Test
    void saysThatAFolderIsSound() {
        // when
        int exitCode = run("verify", data.toString());

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains("Sound: 0 problems, ")
                .contains("in 1 partition, 1 segment, 4 records in 3 batches")
                .contains("reads " + SEGMENT + ".log from position 0");
    }

    @Test
    void saysWhereTheDamageIsAndWhatAStartDoes() throws IOException {
        // given
        flip(70);
        Files.delete(data.resolve("recovery-point-offset-checkpoint"));

        // when
        int exitCode = run("verify", partition.toString());

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.out())
                .contains("DAMAGE: " + SEGMENT + ".log at position 0, offset 0: the batch does not match its checksum")
                .contains("the log stays OFFLINE because of " + SEGMENT + ".log at position 0, offset 0")
                .contains("NOT sound: 1 problem");
    }

    @Test
    void saysWhatAStartCutsOff() throws IOException {
        // given
        Path log = partition.resolve(SEGMENT + ".log");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        Files.delete(partition.resolve(SEGMENT + ".txnindex"));

        // when
        int exitCode = run("verify", partition.toString(), "--output", "json");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.out().lines())
                .anyMatch(line -> line.startsWith("{\"type\":\"problem\"") && line.contains("torn by a crash"))
                .anyMatch(line -> line.contains("\"does\":\"cut\"") && line.contains("\"offset\":3"))
                .last()
                .asString()
                .startsWith("{\"type\":\"verdict\",\"sound\":false");
    }

    @Test
    void changesNothing() throws IOException {
        // given
        flip(70);
        Files.createFile(partition.resolve("00000000000000000009.log.deleted"));
        Map<String, FileTime> before = times();
        Files.setPosixFilePermissions(partition, PosixFilePermissions.fromString("r-x------"));

        // when
        run("verify", data.toString());
        run("dump", data.toString(), "--records");

        // then
        assertThat(times()).isEqualTo(before);
        Files.setPosixFilePermissions(partition, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void refusesWhatIsNoFolderOfLogs() {
        assertThatThrownBy(() -> new LogVerifyCommandCall(data.resolve("nowhere")).run())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> new LogVerifyCommandCall(emptyFolder()).run())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("holds neither");
    }

    private Path emptyFolder() {
        try {
            return Files.createDirectory(data.resolve("empty"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record LogVerifyCommandCall(Path folder) {
        void run() throws IOException {
            Folders.shape(new io.weir.log.disk.NioDisk(), folder);
        }
    }

    private int run(String... args) {
        CommandLine command = LogCommand.tree(shell.shell()).setExecutionExceptionHandler((failure, _, _) -> {
            throw failure;
        });
        command.setCaseInsensitiveEnumValuesAllowed(true);
        return command.execute(args);
    }

    private void flip(int position) throws IOException {
        Path log = partition.resolve(SEGMENT + ".log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[position] ^= 1;
        Files.write(log, bytes);
    }

    private Map<String, FileTime> times() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                times.put(data.relativize(file) + " " + Files.size(file), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }
}
