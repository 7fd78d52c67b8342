package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.Records;
import io.weir.metadata.image.TopicImage;
import io.weir.metadata.log.InMemoryMetadataLog;
import io.weir.metadata.log.LocalMetadataLog;
import io.weir.metadata.log.MetadataLog;
import io.weir.metadata.log.MetadataLogException;
import io.weir.metadata.log.MetadataLogListener;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControllerRuntimeTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(5));

    @TempDir
    private Path directory;

    @Test
    void anAnswerComesAfterTheImageAndTheListeners() {
        try (ControllerRuntime runtime = started(InMemoryMetadataLog.fast())) {
            List<String> opened = new CopyOnWriteArrayList<>();
            runtime.addListener(delta -> delta.topics().created().forEach(topic -> opened.add(topic.name())))
                    .join();
            register(runtime);

            CompletableFuture<List<String>> openedAtAnswer = runtime.submit(create("t"))
                    .thenApply(answer -> {
                        assertThat(runtime.image().topics().named("t")).isPresent();
                        return List.copyOf(opened);
                    });

            assertThat(openedAtAnswer.join()).containsExactly("t");
        }
    }

    @Test
    void nothingIsSeenBeforeItIsDurable() throws InterruptedException {
        InMemoryMetadataLog log = new InMemoryMetadataLog();
        try (ControllerRuntime runtime = started(log)) {
            CompletableFuture<RegisterBroker.Answer> registered =
                    runtime.submit(new RegisterBroker(1, Records.description(1)));
            log.awaitProposed(1);

            assertThat(registered).isNotDone();
            assertThat(runtime.image().cluster().brokers()).isEmpty();

            log.commitNext();
            assertThat(registered.join().error()).isEqualTo(ApiError.NONE);
            assertThat(runtime.image().cluster().brokers()).hasSize(1);
        }
    }

    @Test
    void commandsAreDecidedOnWhatWasDecidedBeforeWithoutWaitingForTheDisk() throws InterruptedException {
        InMemoryMetadataLog log = new InMemoryMetadataLog();
        try (ControllerRuntime runtime = started(log)) {
            var _ = runtime.submit(new RegisterBroker(1, Records.description(1)));
            var _ = runtime.submit(create("a"));
            CompletableFuture<CreateTopics.Answer> again = runtime.submit(create("a"));
            var _ = runtime.submit(create("b"));
            log.awaitProposed(3);

            assertThat(again).isNotDone();
            log.commitNext();
            log.commitNext();

            // It wrote nothing itself, but tells of topic a, so it waited for topic a to be durable, and for no more.
            assertThat(again.join().topics().getFirst().error().code()).isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS);
            assertThat(runtime.image().topics().named("b")).isEmpty();
            log.commitNext();
        }
    }

    @Test
    void aListenerThatComesLateHearsOfEverythingFirst() {
        try (ControllerRuntime runtime = started(InMemoryMetadataLog.fast())) {
            register(runtime);
            runtime.submit(create("a")).join();
            List<List<String>> told = new CopyOnWriteArrayList<>();

            runtime.addListener(delta -> told.add(names(delta.topics().created())))
                    .join();
            runtime.submit(create("b")).join();

            assertThat(told).containsExactly(List.of("a"), List.of("b"));
        }
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        try (ControllerRuntime runtime = started(InMemoryMetadataLog.fast())) {
            List<Long> offsets = new CopyOnWriteArrayList<>();
            var _ = runtime.addListener(delta -> {
                throw new IllegalStateException("on purpose");
            });
            runtime.addListener(delta -> offsets.add(delta.after().offset())).join();

            register(runtime);

            assertThat(offsets).containsExactly(-1L, 0L);
        }
    }

    @Test
    void anErrorThatNobodyExpectsStopsTheControllerInsteadOfHangingIt() {
        try (ControllerRuntime runtime = started(InMemoryMetadataLog.fast())) {
            runtime.addListener(delta -> {
                        if (delta.after().offset() >= 0) {
                            throw new AssertionError("on purpose");
                        }
                    })
                    .join();

            assertThatThrownBy(() -> runtime.submit(new RegisterBroker(1, Records.description(1)))
                            .join())
                    .hasRootCauseInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> runtime.submit(create("a")).join()).hasRootCauseInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aFailedWriteFailsAllThatBuildOnItAndTheImageStays() throws InterruptedException {
        InMemoryMetadataLog log = new InMemoryMetadataLog();
        try (ControllerRuntime runtime = started(log)) {
            CompletableFuture<?> registered = runtime.submit(new RegisterBroker(1, Records.description(1)));
            CompletableFuture<?> created = runtime.submit(create("a"));
            log.awaitProposed(2);

            log.failNext();

            assertThatThrownBy(registered::join).hasCauseInstanceOf(MetadataLogException.class);
            assertThatThrownBy(created::join).hasCauseInstanceOf(MetadataLogException.class);
            assertThat(runtime.image().cluster().brokers()).isEmpty();

            // There is room on the disk again.
            CompletableFuture<RegisterBroker.Answer> again =
                    runtime.submit(new RegisterBroker(1, Records.description(1)));
            log.awaitProposed(1);
            log.commitNext();
            assertThat(again.join().error()).isEqualTo(ApiError.NONE);
        }
    }

    @Test
    void whoCeasesToLeadForgetsWhatIsNotDurableAndFollowsTheOthers() throws InterruptedException {
        InMemoryMetadataLog log = new InMemoryMetadataLog();
        try (ControllerRuntime runtime = started(log)) {
            CompletableFuture<?> lost = runtime.submit(new RegisterBroker(1, Records.description(1)));
            log.awaitProposed(1);

            log.ceaseToLead();
            log.commitForeign(List.of(Records.broker(2, 1, 1)));

            assertThatThrownBy(lost::join).hasCauseInstanceOf(NotLeaderException.class);
            assertThatThrownBy(() -> runtime.submit(create("a")).join()).hasCauseInstanceOf(NotLeaderException.class);
            log.leadAgain();
            CompletableFuture<CreateTopics.Answer> created = runtime.submit(create("a"));
            log.awaitProposed(1);
            log.commitNext();
            assertThat(created.join().topics().getFirst().error()).isEqualTo(ApiError.NONE);
            assertThat(runtime.image().topics().partition("a", 0).orElseThrow().leader())
                    .isEqualTo(2);
        }
    }

    @Test
    void everythingSurvivesARestart() {
        MetadataImage before;
        try (ControllerRuntime runtime = started(LocalMetadataLog.open(directory, 1, Long.MAX_VALUE))) {
            register(runtime);
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(runtime.submit(create("topic-" + i)));
            }
            answers.forEach(CompletableFuture::join);
            before = runtime.image();
        }

        try (ControllerRuntime runtime = started(LocalMetadataLog.open(directory, 1, Long.MAX_VALUE))) {
            assertThat(runtime.image()).isEqualTo(before);
            assertThat(runtime.image().topics().size()).isEqualTo(100);
            assertThat(runtime.image().offset()).isEqualTo(100);
        }
    }

    @Test
    void afterClosingCommandsFailInsteadOfHanging() {
        ControllerRuntime runtime = started(InMemoryMetadataLog.fast());
        runtime.close();
        runtime.close();

        assertThatThrownBy(() -> runtime.submit(create("a")).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NotLeaderException.class);
    }

    @Test
    void aLogThatContradictsItselfIsRefusedAtTheStart() {
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)) {
            log.start(new IgnoringListener());
            log.append(1, List.of(Records.remove(Records.id(1)))).join();
        }

        assertThatThrownBy(() -> started(LocalMetadataLog.open(directory, 1, Long.MAX_VALUE)))
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("No topic has the id");
    }

    @Test
    void closingFailsWhatIsUnderWay() throws InterruptedException {
        InMemoryMetadataLog log = new InMemoryMetadataLog();
        ControllerRuntime runtime = started(log);
        CompletableFuture<?> registered = runtime.submit(new RegisterBroker(1, Records.description(1)));
        log.awaitProposed(1);

        runtime.close();

        assertThatThrownBy(registered::join).isInstanceOf(CompletionException.class);
    }

    private static ControllerRuntime started(MetadataLog log) {
        return ControllerRuntime.start(new NodeConfig(1, Map.of()), log, CLOCK, new Random(1));
    }

    private static void register(ControllerRuntime runtime) {
        runtime.submit(new RegisterBroker(1, Records.description(1))).join();
    }

    private static CreateTopics create(String name) {
        return new CreateTopics(List.of(CreateTopics.NewTopic.of(name, 1, 1)), false);
    }

    private static List<String> names(List<TopicImage> topics) {
        return topics.stream().map(TopicImage::name).toList();
    }

    private static final class IgnoringListener implements MetadataLogListener {

        @Override
        public void onSnapshot(MetadataSnapshot snapshot) {}

        @Override
        public void onCommit(long offset, List<Message> records) {}

        @Override
        public void onLeading(int epoch) {}

        @Override
        public void onFollowing() {}

        @Override
        public MetadataSnapshot takeSnapshot() {
            return MetadataSnapshot.EMPTY;
        }
    }
}
