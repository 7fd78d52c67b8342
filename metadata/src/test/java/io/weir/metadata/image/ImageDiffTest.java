package io.weir.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The difference between two images is what the records between them told. */
final class ImageDiffTest {

    @Test
    void tellsWhatTheRecordsBetweenTold() {
        // given: a topic that goes, one that grows, and one that comes under the name of the first
        MetadataImage before = ImageUpdate.apply(
                        MetadataImage.empty("cluster"),
                        List.of(
                                Records.topic("a", Records.id(1)),
                                Records.partition(Records.id(1), 0, 1),
                                Records.topic("b", Records.id(2)),
                                Records.partition(Records.id(2), 0, 1)))
                .after();
        MetadataDelta told = ImageUpdate.apply(
                before,
                List.of(
                        Records.remove(Records.id(1)),
                        Records.partition(Records.id(2), 1, 1),
                        Records.topic("a", Records.id(3)),
                        Records.partition(Records.id(3), 0, 2),
                        Records.config(ConfigResource.topic("b"), "retention.ms", "5")));

        // when
        MetadataDelta found = ImageDiff.between(before, told.after());

        // then
        assertThat(found.topics().created()).isEqualTo(told.topics().created());
        assertThat(found.topics().deleted()).isEqualTo(told.topics().deleted());
        assertThat(found.topics().changed()).isEqualTo(told.topics().changed());
        assertThat(found.configs()).isEqualTo(told.configs());
        assertThat(found.brokers()).isEqualTo(told.brokers());
    }

    @Test
    void tellsOfBrokersThatCameAndWent() {
        // given
        MetadataImage empty = MetadataImage.empty("cluster");
        MetadataImage one =
                ImageUpdate.apply(empty, List.of(Records.broker(1, 5, 1))).after();

        // then
        assertThat(ImageDiff.between(empty, one).brokers()).containsExactly(1);
        assertThat(ImageDiff.between(one, empty).brokers()).containsExactly(1);
        assertThat(ImageDiff.between(one, one).brokers()).isEmpty();
    }
}
