package io.weir.broker.insight;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.Rebalance;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Insight as bytes between brokers that speak the same format. Reasons go as what they say to people. */
final class InsightWire {

    private InsightWire() {}

    static ByteBuffer encode(String groupId) {
        MessageWriter out = new MessageWriter();
        out.string(groupId, true);
        return out.toByteBuffer();
    }

    static String decodeGroup(ByteBuffer bytes) {
        return new MessageReader(bytes).string("groupId", true);
    }

    static ByteBuffer encode(GroupInsight insight) {
        MessageWriter out = new MessageWriter();
        out.int32(insight.rebalances().size());
        for (Rebalance rebalance : insight.rebalances()) {
            out.int32(rebalance.fromGeneration());
            out.int32(rebalance.toGeneration());
            out.int64(rebalance.startedMs());
            out.int64(rebalance.endedMs());
            out.string(rebalance.why(), true);
        }
        out.string(insight.waitsFor(), true);
        out.int32(insight.topics().size());
        insight.topics().forEach(topic -> out.string(topic, true));
        return out.toByteBuffer();
    }

    static GroupInsight decode(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes);
        List<Rebalance> rebalances = new ArrayList<>();
        for (int left = in.int32(); left > 0; left--) {
            rebalances.add(new Rebalance(
                    in.int32(),
                    in.int32(),
                    in.int64(),
                    in.int64(),
                    List.of(new RebalanceReason.Told(in.string("why", true))),
                    0));
        }
        String waitsFor = in.string("waitsFor", true);
        TreeSet<String> topics = new TreeSet<>();
        for (int left = in.int32(); left > 0; left--) {
            topics.add(in.string("topic", true));
        }
        return new GroupInsight(rebalances, waitsFor, topics);
    }
}
