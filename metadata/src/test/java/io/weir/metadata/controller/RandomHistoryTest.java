package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.Records;
import io.weir.metadata.image.TopicImage;
import io.weir.metadata.log.LocalMetadataLog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done, log and snapshot give back the image that was live, and deltas tell all that happened. */
@Timeout(120)
class RandomHistoryTest {

    private static final int COMMANDS = 1500;
    private static final int RESTARTS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void replayingGivesTheLiveImage(long seed) {
        Random random = new Random(seed);
        MetadataImage last = null;
        for (int run = 0; run < RESTARTS; run++) {
            try (ControllerRuntime runtime = start(random)) {
                if (last != null) {
                    assertThat(runtime.image()).isEqualTo(last);
                }
                FollowedTopics followed = new FollowedTopics();
                runtime.addListener(followed::follow).join();
                last = live(runtime, random, run);
                assertThat(followed.names)
                        .containsExactlyElementsOf(last.topics().all().stream()
                                .map(TopicImage::name)
                                .toList());
            }
        }
    }

    private MetadataImage live(ControllerRuntime runtime, Random random, int run) {
        runtime.submit(new RegisterBroker(1, Records.description(run))).join();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            answers.add(runtime.submit(command(random)));
            if (random.nextInt(20) == 0) {
                answers.forEach(CompletableFuture::join);
                answers.clear();
            }
        }
        answers.forEach(CompletableFuture::join);
        return runtime.image();
    }

    private ControllerRuntime start(Random random) {
        return ControllerRuntime.start(
                new NodeConfig(1, Map.of()),
                LocalMetadataLog.open(directory, 1, 20_000),
                InstantSource.fixed(Instant.ofEpochMilli(5)),
                new Random(random.nextLong()));
    }

    private static Command<?> command(Random random) {
        String name = "topic" + ".-_".charAt(random.nextInt(3)) + random.nextInt(30);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                new CreateTopics(
                        List.of(new CreateTopics.NewTopic(
                                name,
                                random.nextInt(6) - 1,
                                random.nextInt(4) - 1,
                                List.of(),
                                random.nextBoolean()
                                        ? List.of()
                                        : List.of(new NamedValue("retention.ms", "" + (random.nextInt(5) - 2))))),
                        random.nextInt(10) == 0);
            case 3, 4 -> new DeleteTopics(List.of(DeleteTopics.Target.named(name)));
            case 5 ->
                new CreatePartitions(
                        List.of(new CreatePartitions.Growth(name, random.nextInt(12), Optional.empty())), false);
            case 6 ->
                new IncrementalAlterConfigs(
                        List.of(new IncrementalAlterConfigs.Change(
                                resource(random, name),
                                List.of(new IncrementalAlterConfigs.Edit(
                                        "min.insync.replicas",
                                        IncrementalAlterConfigs.Operation.forCode(random.nextInt(2)),
                                        "" + random.nextInt(3))))),
                        false);
            case 7 ->
                new AlterConfigs(
                        List.of(new AlterConfigs.Replacement(
                                resource(random, name), List.of(new NamedValue("compression.type", "zstd")))),
                        false);
            default -> new AllocateProducerIds(1, random.nextInt(3));
        };
    }

    private static ConfigResource resource(Random random, String name) {
        return switch (random.nextInt(3)) {
            case 0 -> ConfigResource.DEFAULT_BROKER;
            case 1 -> ConfigResource.broker(1 + random.nextInt(2));
            default -> ConfigResource.topic(name);
        };
    }

    /** Keeps the names of topics by deltas alone, as whoever opens and closes logs does. */
    private static final class FollowedTopics {

        private final Set<String> names = new ConcurrentSkipListSet<>();

        private void follow(MetadataDelta delta) {
            delta.topics()
                    .deleted()
                    .forEach(topic -> assertThat(names.remove(topic.name())).isTrue());
            delta.topics()
                    .created()
                    .forEach(topic -> assertThat(names.add(topic.name())).isTrue());
            assertThat(names)
                    .isEqualTo(new TreeSet<>(delta.after().topics().all().stream()
                            .map(TopicImage::name)
                            .toList()));
        }
    }
}
