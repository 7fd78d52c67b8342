package io.weir.broker.transaction;

import io.weir.broker.transaction.TransactionPeers.Question;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Answers what other brokers ask about transactions. */
public final class TransactionDesk {

    private final Leaders leaders;
    private final Admission admission;
    private final MarkerWriter markers;

    TransactionDesk(Leaders leaders, Admission admission, MarkerWriter markers) {
        this.leaders = leaders;
        this.admission = admission;
        this.markers = markers;
    }

    /** The answer to a question that came as bytes. */
    public CompletableFuture<ByteBuffer> answer(Question question, ByteBuffer bytes) {
        return switch (question) {
            case ADMIT -> admit(AdmissionWire.decode(bytes));
            case END -> markers.write(MarkersWire.decode(bytes)).thenApply(MarkersWire::encode);
        };
    }

    /** A partition that this broker has not heard of yet would count as deleted when the transaction ends. */
    private CompletableFuture<ByteBuffer> admit(AdmissionWire.Question asked) {
        boolean isKnown = asked.addition().partitions().stream()
                .noneMatch(place -> leaders.of(place.topic(), place.partition()) == Leaders.NO_PARTITION);
        return isKnown
                ? admission.ask(asked.addition(), asked.adds()).thenApply(AdmissionWire::encode)
                : CompletableFuture.completedFuture(AdmissionWire.encode(
                        LocalAdmission.all(asked.addition(), ErrorCode.COORDINATOR_NOT_AVAILABLE)));
    }
}
