package io.weir.broker.replica;

import io.weir.broker.partition.IsrProposals;
import io.weir.broker.partition.PartitionId;
import io.weir.metadata.controller.AlterPartitions;
import io.weir.metadata.controller.AlterPartitions.Change;
import io.weir.metadata.controller.AlterPartitions.Member;
import io.weir.metadata.controller.CommandSender;
import io.weir.replication.leader.IsrProposal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what leaders propose to the controller: all that has gathered in one command, and the next when it is answered. One
 * that may or may not have been carried out is asked again as it was: it names the partition's epoch, so it counts once.
 */
public final class InSyncProposals implements IsrProposals {

    private static final Logger LOG = LoggerFactory.getLogger(InSyncProposals.class);
    private static final long AGAIN_AFTER_MS = 200;

    /** A controller that stands still is not waited for: it is asked again, or the next one is. */
    private static final long GIVE_UP_MS = 3_000;

    private final int self;
    private final CommandSender commands;
    private final LongSupplier brokerEpoch;
    private final Turns turns;
    private final List<Proposed> gathered = new ArrayList<>();
    private boolean isAsking;

    private record Proposed(PartitionId partition, Change change, Runnable ended) {}

    /** @param brokerEpoch of this broker's present registration */
    public InSyncProposals(int self, CommandSender commands, LongSupplier brokerEpoch, Turns turns) {
        this.self = self;
        this.commands = commands;
        this.brokerEpoch = brokerEpoch;
        this.turns = turns;
    }

    @Override
    public void propose(PartitionId partition, IsrProposal proposal, Runnable ended) {
        Change change = new Change(
                partition.topicId(),
                partition.partition(),
                proposal.leaderEpoch(),
                proposal.partitionEpoch(),
                proposal.members().stream()
                        .map(member -> new Member(
                                member.nodeId(),
                                member.nodeId() == self ? brokerEpoch.getAsLong() : member.brokerEpoch()))
                        .toList());
        synchronized (this) {
            gathered.add(new Proposed(partition, change, ended));
        }
        askNext();
    }

    private void askNext() {
        List<Proposed> next;
        synchronized (this) {
            if (isAsking || gathered.isEmpty()) {
                return;
            }
            isAsking = true;
            next = List.copyOf(gathered);
            gathered.clear();
        }
        ask(next);
    }

    private void ask(List<Proposed> proposed) {
        List<Change> changes = proposed.stream().map(Proposed::change).toList();
        CompletableFuture<AlterPartitions.Answer> asked =
                commands.submit(new AlterPartitions(self, brokerEpoch.getAsLong(), changes));
        Turns.Timer patience =
                turns.later(GIVE_UP_MS, () -> asked.completeExceptionally(new TimeoutException("no answer in time")));
        var _ = asked.whenComplete((answer, failure) -> {
            patience.callOff();
            if (answer == null) {
                LOG.debug("The in-sync sets of {} are asked for again: {}", proposed, String.valueOf(failure));
                var _ = turns.later(AGAIN_AFTER_MS, () -> ask(proposed));
            } else {
                answered(proposed, answer);
            }
        });
    }

    private void answered(List<Proposed> proposed, AlterPartitions.Answer answer) {
        if (answer.error().isError()) {
            LOG.info("The controller refuses in-sync sets: {}", answer.error().message());
        }
        for (int i = 0; i < proposed.size(); i++) {
            Proposed one = proposed.get(i);
            if (!answer.error().isError() && answer.results().get(i).isError()) {
                LOG.debug(
                        "The controller refuses {} for {}: {}",
                        one.change,
                        one.partition,
                        answer.results().get(i));
            }
            one.ended.run();
        }
        synchronized (this) {
            isAsking = false;
        }
        askNext();
    }
}
