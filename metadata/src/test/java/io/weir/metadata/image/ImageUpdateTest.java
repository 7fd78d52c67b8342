package io.weir.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.record.FeatureLevelRecord;
import io.weir.metadata.record.UnregisterBrokerRecord;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageUpdateTest {

    private static final Uuid A = Records.id(1);
    private static final Uuid B = Records.id(2);
    private static final MetadataImage EMPTY = MetadataImage.empty("cluster");

    private final MetadataImage two = after(
            EMPTY,
            Records.topic("a", A),
            Records.config(ConfigResource.topic("a"), "retention.ms", "1"),
            Records.partition(A, 0, 1),
            Records.partition(A, 1, 1),
            Records.topic("b", B),
            Records.partition(B, 0, 1));

    @Test
    void aTopicIsFoundByNameAndById() {
        assertThat(two.topics().named("a").orElseThrow().partitions()).hasSize(2);
        assertThat(two.topics().withId(B).orElseThrow().name()).isEqualTo("b");
        assertThat(two.topics().partition("a", 1)).isPresent();
        assertThat(two.topics().partition("a", 2)).isEmpty();
        assertThat(two.topics().partition("a", -1)).isEmpty();
        assertThat(two.topics().named("c")).isEmpty();
        assertThat(two.topics().from("b")).extracting(TopicImage::name).containsExactly("b");
        assertThat(two.configs().ofTopic("a")).isEqualTo(Map.of("retention.ms", "1"));
    }

    @Test
    void theDeltaNamesWhatBecameDifferent() {
        MetadataDelta delta = ImageUpdate.apply(
                two,
                List.of(
                        Records.remove(B),
                        Records.partition(A, 2, 1),
                        Records.topic("c", Records.id(3)),
                        Records.partition(Records.id(3), 0, 1),
                        Records.config(ConfigResource.DEFAULT_BROKER, "num.io.threads", "2"),
                        Records.broker(4, 1, 1)));

        assertThat(delta.topics().created()).extracting(TopicImage::name).containsExactly("c");
        assertThat(delta.topics().deleted()).extracting(TopicImage::name).containsExactly("b");
        assertThat(delta.topics().changed()).singleElement().satisfies(change -> {
            assertThat(change.after().name()).isEqualTo("a");
            assertThat(change.addedPartitions())
                    .extracting(PartitionImage::partitionId)
                    .containsExactly(2);
        });
        assertThat(delta.configs()).containsExactly(ConfigResource.DEFAULT_BROKER);
        assertThat(delta.changesBrokerConfigOf(1)).isTrue();
        assertThat(delta.brokers()).containsExactly(4);
        assertThat(delta.before()).isSameAs(two);
        assertThat(delta.after().offset()).isEqualTo(two.offset() + 1);
    }

    @Test
    void anOldImageStaysAsItWas() {
        MetadataImage later = after(two, Records.remove(A), Records.remove(B));

        assertThat(later.topics().size()).isZero();
        assertThat(two.topics().size()).isEqualTo(2);
        assertThat(two.configs().ofTopic("a")).isNotEmpty();
    }

    @Test
    void aDeletedTopicTakesItsSettingsAlong() {
        MetadataDelta delta = ImageUpdate.apply(two, List.of(Records.remove(A)));

        assertThat(delta.after().configs()).isEqualTo(ConfigsImage.EMPTY);
        assertThat(delta.configs()).containsExactly(ConfigResource.topic("a"));
    }

    @Test
    void aTopicMayBeDeletedAndCreatedAgainAtOnce() {
        MetadataDelta delta = ImageUpdate.apply(
                two,
                List.of(Records.remove(A), Records.topic("a", Records.id(9)), Records.partition(Records.id(9), 0, 1)));

        assertThat(delta.topics().deleted()).extracting(TopicImage::id).containsExactly(A);
        assertThat(delta.topics().created()).extracting(TopicImage::id).containsExactly(Records.id(9));
        assertThat(delta.after().topics().named("a").orElseThrow().id()).isEqualTo(Records.id(9));
        assertThat(delta.after().topics().withId(A)).isEmpty();
    }

    @Test
    void aTopicCreatedAndDeletedAtOnceNeverWas() {
        MetadataDelta delta =
                ImageUpdate.apply(two, List.of(Records.topic("x.y", Records.id(9)), Records.remove(Records.id(9))));

        assertThat(delta.topics().created()).isEmpty();
        assertThat(delta.topics().deleted()).isEmpty();
        assertThat(delta.after().topics()).isEqualTo(two.topics());
    }

    @Test
    void namesThatDifferInDotsAndUnderscoresCollide() {
        MetadataImage image = after(EMPTY, Records.topic("x.y_z", A));

        assertThat(image.topics().collidingWith("x_y.z")).contains("x.y_z");
        assertThat(image.topics().collidingWith("xyz")).isEmpty();
        assertThat(after(image, Records.remove(A)).topics().collidingWith("x_y.z"))
                .isEmpty();
    }

    @Test
    void aSettingSetToNothingIsGone() {
        MetadataImage image = after(two, Records.config(ConfigResource.topic("a"), "retention.ms", null));

        assertThat(image.configs()).isEqualTo(ConfigsImage.EMPTY);
    }

    @Test
    void anotherIncarnationOfALeaderRaisesItsLeaderEpochs() {
        MetadataImage first = after(two, Records.broker(1, 10, 1));
        MetadataImage sameProcess = after(first, Records.broker(1, 11, 1));
        MetadataDelta restarted = ImageUpdate.apply(first, List.of(Records.broker(1, 12, 2)));

        assertThat(epochs(first)).containsOnly(0);
        assertThat(epochs(sameProcess)).containsOnly(0);
        assertThat(epochs(restarted.after())).containsOnly(1);
        assertThat(restarted.topics().changed()).hasSize(2);
    }

    @Test
    void anotherBrokersRestartIsNoneOfItsBusiness() {
        MetadataImage first = after(two, Records.broker(2, 10, 1));

        MetadataDelta restarted = ImageUpdate.apply(first, List.of(Records.broker(2, 12, 2)));

        assertThat(restarted.topics().changed()).isEmpty();
        assertThat(restarted.after().topics()).isSameAs(first.topics());
    }

    @Test
    void brokersFeaturesAndProducerIdsComeAndGo() {
        MetadataImage image = after(
                EMPTY,
                Records.broker(1, 10, 1),
                Records.producerIds(2000),
                FeatureLevelRecord.builder()
                        .name("group.version")
                        .featureLevel((short) 1)
                        .build());

        assertThat(image.cluster().isLive(1)).isTrue();
        assertThat(image.cluster()
                        .broker(1)
                        .orElseThrow()
                        .endpoint("PLAINTEXT")
                        .orElseThrow()
                        .port())
                .isEqualTo(9092);
        assertThat(image.cluster().nextProducerId()).isEqualTo(2000);
        assertThat(image.cluster().features()).containsEntry("group.version", (short) 1);
        MetadataImage without = after(
                image,
                UnregisterBrokerRecord.builder().brokerId(1).brokerEpoch(10).build(),
                FeatureLevelRecord.builder().name("group.version").build());
        assertThat(without.cluster().brokers()).isEmpty();
        assertThat(without.cluster().features()).containsEntry("group.version", (short) 0);
    }

    @Test
    void recordsThatContradictTheImageAreNotSwallowed() {
        assertThatThrownBy(() -> after(two, Records.topic("again", A))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> after(two, Records.remove(Records.id(99)))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> after(two, Records.partition(A, 5, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Partition 5 of topic a, which has 2 partitions");
    }

    @Test
    void anImageAsRecordsGivesTheSameImageAgain() {
        MetadataImage image = after(two, Records.broker(1, 10, 1), Records.producerIds(3000));

        ImageUpdate update = new ImageUpdate(EMPTY);
        ImageRecords.of(image).forEach(update::apply);

        assertThat(update.finish(image.offset()).after()).isEqualTo(image);
    }

    @Test
    void aNewListenerHearsOfEverything() {
        MetadataDelta delta = MetadataDelta.everythingIn(after(two, Records.broker(1, 10, 1)));

        assertThat(delta.topics().created()).extracting(TopicImage::name).containsExactly("a", "b");
        assertThat(delta.configs()).containsExactly(ConfigResource.topic("a"));
        assertThat(delta.brokers()).containsExactly(1);
    }

    static MetadataImage after(MetadataImage before, Message... records) {
        return ImageUpdate.apply(before, List.of(records)).after();
    }

    private static List<Integer> epochs(MetadataImage image) {
        return image.topics().all().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(PartitionImage::leaderEpoch)
                .toList();
    }
}
