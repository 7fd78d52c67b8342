package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ShareFetchRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A member of a share group whose connection ends while its fetch waits for records. */
class LostSharerTest {

    @Test
    void whatItWaitedForGoesToOthers() {
        // given
        try (RunningBroker broker = RunningBroker.start(Map.of("offsets.topic.num.partitions", "1"));
                Scene scene = new Scene(broker.port())) {
            Sharer sharer = new Sharer(scene).assigned();
            ShareFetchRequest waiting = sharer.fetchRequest(r -> r.maxWaitMs(60_000));
            assertThat(sharer.other().fetch(r -> r.maxWaitMs(0))).isEqualTo("NONE, NONE");
            try (WireClient lost = new WireClient(broker.port())) {
                lost.send(WireClient.frame(
                        ApiKey.SHARE_FETCH, Sharer.VERSION, 1, WireClient.body(waiting, Sharer.VERSION)));
                awaitSession(scene, waiting, "INVALID_SHARE_SESSION_EPOCH");
            }
            awaitSession(scene, waiting, "SHARE_SESSION_NOT_FOUND");

            // when
            sharer.produce();

            // then
            assertThat(sharer.fetch(r -> r.shareSessionEpoch(1).maxWaitMs(20_000)))
                    .isEqualTo("NONE, NONE 0-2x1");
        }
    }

    /** A wrong epoch tells whether there is a session, and changes nothing. */
    private static void awaitSession(Scene scene, ShareFetchRequest request, String expected) {
        ShareFetchRequest wrong = request.toBuilder().shareSessionEpoch(7).build();
        Scene.until(() -> scene.call(wrong, Sharer.VERSION).text().equals(expected));
    }
}
