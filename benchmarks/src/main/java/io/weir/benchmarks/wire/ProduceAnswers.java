package io.weir.benchmarks.wire;

import io.weir.protocol.messages.ProduceResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;

/** Checks that every partition of an answer took its batch, and passes on that it did. */
public final class ProduceAnswers implements Answers {

    /** Told of every request that was acknowledged. */
    public interface Listener {
        void acknowledged(WireConnection connection, long dueNs);
    }

    private final Listener listener;

    public ProduceAnswers(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void answered(WireConnection connection, ByteBuffer body, long dueNs) {
        ProduceResponse response = ProduceResponse.read(new MessageReader(body), ProduceRequests.VERSION);
        response.responses()
                .forEach(topic -> topic.partitionResponses().forEach(partition -> {
                    if (partition.errorCode() != 0) {
                        throw new IllegalStateException("The broker refused a batch: "
                                + ErrorCode.forCode(partition.errorCode()) + " " + partition.errorMessage());
                    }
                }));
        listener.acknowledged(connection, dueNs);
    }
}
