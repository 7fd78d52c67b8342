package io.weir.simulation.replication;

import io.weir.broker.partition.Partition;
import io.weir.log.AppendResult;
import io.weir.log.ReadResult;
import io.weir.log.append.Scrutiny;
import io.weir.log.error.LogException;
import io.weir.log.error.LogRangeException;
import io.weir.log.producer.TransactionProof;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What clients ask of a broker for one partition, as its handlers do it. */
record Front(Host host, int partition, Planted planted) {

    private static final int ANY_EPOCH = -1;
    private static final int ACK_TIMEOUT_MS = 1_000;
    private static final int READ_BYTES = 2_000;

    /** @param leaderEpoch in which it was appended */
    record Produced(ErrorCode error, long offset, int leaderEpoch) {}

    /**
     * @param start where the log begins, after an error of the offset
     * @param next one may know of this offset and of none behind it; -1 where that is not known
     */
    record Read(ErrorCode error, List<Replica.Entry> entries, long start, long next) {

        static Read failed(ErrorCode error) {
            return new Read(error, List.of(), -1, -1);
        }
    }

    private Optional<Partition> led() {
        return host.broker().flatMap(broker -> broker.led(partition));
    }

    /** As a produce request with acks=all. */
    CompletableFuture<Produced> produce(ByteBuffer batch) {
        Optional<Partition> led = led();
        if (led.isEmpty()) {
            return CompletableFuture.completedFuture(new Produced(ErrorCode.NOT_LEADER_OR_FOLLOWER, -1, -1));
        }
        try {
            Partition leader = led.get();
            leader.others().requireInSync();
            int era = leader.era();
            int epoch = leader.leaderEpoch();
            AppendResult appended = leader.append(batch, TransactionProof.NOT_NEEDED, Scrutiny.RECORDS);
            CompletableFuture<Produced> answer = new CompletableFuture<>();
            if (planted == Planted.ACK_BEFORE_OTHERS_HAVE_IT) {
                answer.complete(new Produced(ErrorCode.NONE, appended.baseOffset(), epoch));
            } else {
                leader.whenKept(
                        era,
                        appended.lastOffset() + 1,
                        host.millis() + ACK_TIMEOUT_MS,
                        error -> answer.complete(new Produced(error, appended.baseOffset(), epoch)));
            }
            return answer;
        } catch (LogException e) {
            return CompletableFuture.completedFuture(new Produced(e.errorCode(), -1, -1));
        }
    }

    /** As a fetch of a consumer, and a question for the end. */
    CompletableFuture<Read> read(long offset, int leaderEpoch) {
        return CompletableFuture.completedFuture(led().map(leader -> read(leader, offset, leaderEpoch))
                .orElseGet(() -> Read.failed(ErrorCode.NOT_LEADER_OR_FOLLOWER)));
    }

    private Read read(Partition leader, long offset, int leaderEpoch) {
        ErrorCode error = leader.checkLeaderEpoch(planted == Planted.FORMER_LEADER_ANSWERS ? ANY_EPOCH : leaderEpoch);
        if (error.isError()) {
            return Read.failed(error);
        }
        try {
            List<Replica.Entry> entries =
                    Replica.entries(RecordBatches.withTornTail(Replica.bytes(List.of(records(leader, offset)))));
            return new Read(
                    ErrorCode.NONE,
                    entries,
                    -1,
                    leader.others().mayLieBack() ? -1 : leader.highWatermark().offset());
        } catch (LogRangeException e) {
            return new Read(e.errorCode(), List.of(), leader.logStartOffset(), -1);
        } catch (LogException e) {
            return Read.failed(e.errorCode());
        }
    }

    private Payload records(Partition leader, long offset) {
        if (planted == Planted.READ_UP_TO_THE_LEADERS_END
                && leader.log().read(offset, READ_BYTES, leader.logEndOffset(), true) instanceof ReadResult.Data data) {
            return data.payload();
        }
        return leader.read(offset, READ_BYTES, false, true).payload();
    }
}
