package io.weir.metadata.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.protocol.wire.Message;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That many topics stay cheap: told by what is shared and by the bytes that are made, which do not depend on the machine. */
class ImageScaleTest {

    @Test
    void oneMoreTopicSharesAllTheOthers() {
        MetadataImage many = grow(MetadataImage.empty("c"), 0, 10_000);

        MetadataImage more = grow(many, 10_000, 1);

        assertThat(more.topics().size()).isEqualTo(10_001);
        for (TopicImage topic : many.topics().all()) {
            assertThat(more.topics().named(topic.name()).orElseThrow()).isSameAs(topic);
        }
    }

    @Test
    void aTopicAmongTenThousandCostsHardlyMoreThanOneAmongAHundred() {
        MetadataImage few = grow(MetadataImage.empty("c"), 0, 100);
        MetadataImage many = grow(few, 100, 10_000);

        long amongFew = bytesToGrow(few, 100);
        long amongMany = bytesToGrow(many, 10_100);

        assertThat(amongMany).isLessThan(amongFew * 3);
    }

    @Test
    void manyPartitionsOfOneTopicAreAddedInOnePass() {
        List<Message> thousand = new ArrayList<>(List.of(Records.topic("t", Records.id(1))));
        List<Message> tenThousand = new ArrayList<>(List.of(Records.topic("t", Records.id(1))));
        for (int i = 0; i < 10_000; i++) {
            Message partition = Records.partition(Records.id(1), i, 1);
            tenThousand.add(partition);
            if (i < 1000) {
                thousand.add(partition);
            }
        }

        long small = bytesOf(() -> ImageUpdate.apply(MetadataImage.empty("c"), thousand));
        long large = bytesOf(() -> ImageUpdate.apply(MetadataImage.empty("c"), tenThousand));

        assertThat(large).isLessThan(small * 15);
    }

    /** One update for each topic, as when clients create them one by one. */
    private static MetadataImage grow(MetadataImage image, int from, int count) {
        MetadataImage grown = image;
        for (int i = from; i < from + count; i++) {
            grown = ImageUpdate.apply(
                            grown,
                            List.of(
                                    Records.topic("topic-" + i, Records.id(i + 1)),
                                    Records.partition(Records.id(i + 1), 0, 1)))
                    .after();
        }
        return grown;
    }

    private static long bytesToGrow(MetadataImage image, int from) {
        return bytesOf(() -> grow(image, from, 200));
    }

    private static long bytesOf(Runnable work) {
        work.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
