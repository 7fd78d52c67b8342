package io.weir.cli.balance;

import io.weir.cli.client.Await;
import io.weir.cli.client.Failures;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Units;
import io.weir.metadata.balance.Move;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/** Shows a plan, and carries it out: some moves at a time, the next when one is done. */
final class PlanRun {

    static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Shell shell;
    private final OutputOption output;
    private final Admin admin;

    PlanRun(Shell shell, OutputOption output, Admin admin) {
        this.shell = shell;
        this.output = output;
        this.admin = admin;
    }

    /** To people before it is carried out; programs are told once, when it is done or when nothing will be. */
    void show(List<Move> moves, boolean isAll) {
        if (output.structured()) {
            if (isAll) {
                output.tell("", fields(moves).and("done", false));
            }
            return;
        }
        Table table = new Table(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.text("FROM"),
                Column.text("TO"),
                Column.number("COPIES"));
        moves.forEach(move -> table.row(
                move.topic(), move.partition(), Text.ids(move.from()), Text.ids(move.to()), Units.bytes(move.bytes())));
        table.print(shell);
        shell.out()
                .line(moves.size() + " partitions, "
                        + Units.bytes(moves.stream().mapToLong(Move::bytes).sum()) + " to copy.");
        shell.out().flush();
    }

    /** A plan as programs read it. */
    static Fields fields(List<Move> moves) {
        return Fields.of(
                        "moves",
                        moves.stream()
                                .map(move -> Fields.of("topic", move.topic())
                                        .and("partition", move.partition())
                                        .and("from", move.from())
                                        .and("to", move.to())
                                        .and("copies", move.bytes()))
                                .toList())
                .and("copies", moves.stream().mapToLong(Move::bytes).sum());
    }

    /** Returns when all are where they are to be; false when some could not be moved. */
    boolean carryOut(List<Move> moves, int atOnce) {
        Set<TopicPartition> waiting = new HashSet<>();
        boolean all = true;
        for (Move move : moves) {
            while (waiting.size() >= atOnce) {
                awaitSome(waiting);
            }
            TopicPartition partition = new TopicPartition(move.topic(), move.partition());
            try {
                Await.get(admin.alterPartitionReassignments(
                                Map.of(partition, Optional.of(new NewPartitionReassignment(move.to()))))
                        .all());
                waiting.add(partition);
            } catch (RuntimeException e) {
                shell.problem("cannot move " + partition + ": " + Failures.explain(e));
                all = false;
            }
        }
        while (!waiting.isEmpty()) {
            awaitSome(waiting);
        }
        lead(moves);
        return all;
    }

    private void awaitSome(Set<TopicPartition> waiting) {
        int before = waiting.size();
        Set<TopicPartition> moving = Await.get(
                        admin.listPartitionReassignments(Set.copyOf(waiting)).reassignments())
                .keySet();
        waiting.retainAll(moving);
        if (waiting.size() == before) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** By those that come first now. Who cannot yet, the cluster has lead later. */
    private void lead(List<Move> moves) {
        Map<TopicPartition, Integer> wanted = new HashMap<>();
        moves.stream()
                .filter(move -> !move.from().getFirst().equals(move.to().getFirst()))
                .forEach(move -> wanted.put(
                        new TopicPartition(move.topic(), move.partition()),
                        move.to().getFirst()));
        if (!wanted.isEmpty()) {
            Await.get(
                    admin.electLeaders(ElectionType.PREFERRED, wanted.keySet()).partitions());
        }
    }
}
