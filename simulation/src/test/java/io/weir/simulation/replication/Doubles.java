package io.weir.simulation.replication;

import io.weir.metadata.controller.AlterPartitions;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.CommandSender;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import io.weir.replication.leader.Eligibility;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** What stands between a broker and others when an error is planted there; nothing otherwise. */
record Doubles(Planted planted) {

    private static final int VERSION = FetchRequest.HIGHEST_VERSION;

    ByteBuffer question(ByteBuffer bytes) {
        if (planted != Planted.NO_TRUNCATION_BY_EPOCH) {
            return bytes;
        }
        FetchRequest asked = FetchRequest.read(new MessageReader(bytes), VERSION);
        MessageWriter out = new MessageWriter();
        FetchRequest.builder()
                .replicaState(asked.replicaState())
                .maxWaitMs(asked.maxWaitMs())
                .minBytes(asked.minBytes())
                .maxBytes(asked.maxBytes())
                .sessionEpoch(asked.sessionEpoch())
                .topics(asked.topics().stream().map(Doubles::withoutEpoch).toList())
                .forgottenTopicsData(asked.forgottenTopicsData())
                .build()
                .write(out, VERSION);
        return out.toByteBuffer();
    }

    private static FetchTopic withoutEpoch(FetchTopic topic) {
        return FetchTopic.builder()
                .topicId(topic.topicId())
                .partitions(topic.partitions().stream()
                        .map(one -> FetchPartition.builder()
                                .partition(one.partition())
                                .currentLeaderEpoch(one.currentLeaderEpoch())
                                .fetchOffset(one.fetchOffset())
                                .lastFetchedEpoch(-1)
                                .logStartOffset(one.logStartOffset())
                                .partitionMaxBytes(one.partitionMaxBytes())
                                .build())
                        .toList())
                .build();
    }

    Eligibility eligibility(Eligibility real) {
        return planted == Planted.FORMER_REGISTRATION_JOINS ? (_, _) -> true : real;
    }

    CommandSender commands(CommandSender real) {
        return planted == Planted.FORMER_REGISTRATION_JOINS ? new WithoutRegistrations(real) : real;
    }

    private record WithoutRegistrations(CommandSender real) implements CommandSender {
        @Override
        @SuppressWarnings("unchecked") // It stays the command it was.
        public <A> CompletableFuture<A> submit(Command<A> command) {
            return real.submit(
                    command instanceof AlterPartitions alter
                            ? (Command<A>) new AlterPartitions(
                                    alter.nodeId(),
                                    alter.brokerEpoch(),
                                    alter.changes().stream()
                                            .map(WithoutRegistrations::without)
                                            .toList())
                            : command);
        }

        private static AlterPartitions.Change without(AlterPartitions.Change change) {
            return new AlterPartitions.Change(
                    change.topicId(),
                    change.partitionId(),
                    change.leaderEpoch(),
                    change.partitionEpoch(),
                    change.isr().stream()
                            .map(member -> new AlterPartitions.Member(member.nodeId(), -1))
                            .toList());
        }
    }
}
