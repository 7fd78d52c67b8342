package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemberTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutPidHasNoProcess() {
        assertThat(new Member(1, folder).process()).isEmpty();
    }

    @Test
    void anEmptyPidFileNamesNoProcess() throws IOException {
        pid("");

        assertThat(new Member(1, folder).process()).isEmpty();
    }

    @Test
    void aPidThatHasGoneToAnotherProcessIsNotTheBrokers() throws IOException {
        // given: a file that is older than the process
        pid(Long.toString(ProcessHandle.current().pid()));
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
        Files.setLastModifiedTime(folder.resolve("pid"), FileTime.from(start.minusSeconds(60)));

        // then
        assertThat(new Member(1, folder).process()).isEmpty();
    }

    @Test
    void aProcessThatWroteItsPidIsTheBrokers() throws IOException {
        pid(Long.toString(ProcessHandle.current().pid()));

        assertThat(new Member(1, folder).process()).contains(ProcessHandle.current());
    }

    @Test
    void aPidFileThatIsNoneIsNamed() throws IOException {
        pid("twelve");

        assertThatThrownBy(() -> new Member(1, folder).process())
                .isInstanceOf(CliException.class)
                .hasMessageContaining(folder.resolve("pid").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "listeners=", "listeners=here", "listeners=PLAINTEXT://host", "listeners=\\uzzzz"})
    void damagedSettingsAreNamed(String settings) throws IOException {
        // given
        Files.writeString(folder.resolve(Member.SETTINGS), settings);

        // then
        assertThatThrownBy(() -> new Member(1, folder).address())
                .isInstanceOf(CliException.class)
                .hasMessageContaining(folder.resolve(Member.SETTINGS).toString());
        assertThatThrownBy(() -> new Member(1, folder).internalAddress()).isInstanceOf(CliException.class);
    }

    private void pid(String text) throws IOException {
        Files.writeString(folder.resolve("pid"), text);
    }
}
