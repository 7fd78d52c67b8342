package io.weir.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetTest {

    private static final Map<String, String> SECRET = Map.of("sasl.jaas.config", "secret");
    private static final Map<String, String> ENVIRONMENT = Map.of("WEIR_BOOTSTRAP", "environment:1");

    private final Profiles profiles;

    TargetTest(@TempDir Path folder) {
        profiles = new Profiles(folder.resolve("weir").resolve("profiles.properties"));
    }

    @Test
    void takesTheNextBrokerWhereNothingIsSaid() {
        assertThat(Target.choose("", "", Map.of(), profiles)).isEqualTo(new Target("127.0.0.1:9092", Map.of()));
        assertThat(Target.choose("", "", ENVIRONMENT, profiles)).isEqualTo(new Target("environment:1", Map.of()));
        assertThat(Target.choose("flag:1", "", ENVIRONMENT, profiles)).isEqualTo(new Target("flag:1", Map.of()));
    }

    @Test
    void takesTheProfileInUseAsAWholeOrNotAtAll() {
        // given
        profiles.add(new Profile("production", "production:1", SECRET));
        profiles.use("production");

        // then its secrets go to its own cluster only
        assertThat(Target.choose("", "", Map.of(), profiles)).isEqualTo(new Target("production:1", SECRET));
        assertThat(Target.choose("", "", ENVIRONMENT, profiles)).isEqualTo(new Target("environment:1", Map.of()));
        assertThat(Target.choose("flag:1", "", Map.of(), profiles)).isEqualTo(new Target("flag:1", Map.of()));
    }

    @Test
    void takesTheProfileThatIsNamed() {
        // given
        profiles.add(new Profile("production", "production:1", SECRET));

        // then
        assertThat(Target.choose("", "production", ENVIRONMENT, profiles))
                .isEqualTo(new Target("production:1", SECRET));
        assertThat(Target.choose("flag:1", "production", Map.of(), profiles)).isEqualTo(new Target("flag:1", SECRET));
        assertThatThrownBy(() -> Target.choose("", "prodution", Map.of(), profiles))
                .hasMessage("there is no profile 'prodution'; there are: production");
    }
}
