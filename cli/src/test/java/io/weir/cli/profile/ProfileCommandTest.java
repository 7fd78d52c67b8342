package io.weir.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.client.Profile;
import io.weir.cli.client.Profiles;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileCommandTest {

    private final Path folder;
    private final Path file;
    private final Profiles profiles;

    ProfileCommandTest(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("weir").resolve("profiles.properties");
        profiles = Profiles.of(Map.of("XDG_CONFIG_HOME", folder.toString()));
    }

    @Test
    void keepsWhatIsSecretToItsOwner() throws IOException {
        // given
        Path properties = folder.resolve("client.properties");
        Files.writeString(properties, "sasl.jaas.config=fromFile password=\"hunter2\";\nclient.id=file\n");

        // when
        String added = run(
                "add",
                "production",
                "-b",
                "one:1",
                "--client-config",
                properties.toString(),
                "-X",
                "client.id=me",
                "--use");
        String listed = run("list") + run("list", "--output", "json");

        // then
        assertThat(added + listed).doesNotContain("hunter2");
        assertThat(listed)
                .contains("client.id,sasl.jaas.config")
                .contains("{\"profile\":\"production\",\"used\":true,\"bootstrap\":\"one:1\",\"properties\":[");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Profile profile = profiles.named("production");
        assertThat(profile.properties())
                .containsEntry("client.id", "me")
                .containsEntry("sasl.jaas.config", "fromFile password=\"hunter2\";");
        assertThat(profile.toString()).doesNotContain("hunter2");
    }

    @Test
    void usesAndForgets() throws IOException {
        // given
        run("add", "one", "-b", "one:1", "-X", "ssl.key.password=hunter2");
        run("add", "two", "-b", "two:1");

        // when, then
        assertThat(profiles.used()).isEmpty();
        run("use", "one");
        assertThat(profiles.usedName()).isEqualTo("one");
        run("use", "--none");
        assertThat(profiles.used()).isEmpty();
        run("use", "one");
        run("remove", "one");
        assertThat(profiles.used()).isEmpty();
        assertThat(profiles.all()).containsExactly(new Profile("two", "two:1", Map.of()));
        assertThat(Files.readString(file)).doesNotContain("hunter2");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        // given
        profiles.add(new Profile("one", "one:1", Map.of()));

        // then
        assertThatThrownBy(() -> profiles.add(new Profile("one", "two:1", Map.of())))
                .hasMessageContaining("weir profile remove one");
        assertThatThrownBy(() -> profiles.add(new Profile("o.ne", "two:1", Map.of())))
                .hasMessageContaining("letters, digits");
        assertThatThrownBy(() -> profiles.use("two")).hasMessage("there is no profile 'two'; there are: one");
    }

    private String run(String... words) {
        TestShell shell = TestShell.withoutInput();
        assertThat(ProfileCommand.tree(shell.shell(), profiles).execute(words)).isEqualTo(ExitCode.OK);
        return shell.out();
    }
}
