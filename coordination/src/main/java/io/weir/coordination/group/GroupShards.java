package io.weir.coordination.group;

import io.weir.coordination.runtime.CoordinatorException;
import io.weir.coordination.runtime.CoordinatorRuntime;
import io.weir.coordination.runtime.Request;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the machine of a group and turns failures of the runtime into answers. */
final class GroupShards {

    private static final Logger LOG = LoggerFactory.getLogger(GroupShards.class);

    /** An answer that is known at once. */
    interface Question<R> {
        R answer(GroupMachine machine, Step<GroupTimer> step);
    }

    private final CoordinatorRuntime<GroupMachine, GroupTimer> runtime;
    private final IntSupplier partitions;

    /** Spreads groups over so many partitions, asked anew each time: the topic may come to be, or come anew. */
    GroupShards(CoordinatorRuntime<GroupMachine, GroupTimer> runtime, IntSupplier partitions) {
        this.runtime = runtime;
        this.partitions = partitions;
    }

    int partitionFor(String groupId) {
        int hash = groupId.hashCode();
        return (hash == Integer.MIN_VALUE ? 0 : Math.abs(hash)) % partitions.getAsInt();
    }

    /** Asks the machine of a group; what it does not answer now it answers later. */
    <R> CompletableFuture<R> ask(
            String groupId, Request<GroupMachine, GroupTimer, R> request, Function<ErrorCode, R> failed) {
        return recover(runtime.ask(partitionFor(groupId), request), failed);
    }

    /** Asks the machine of a group something it answers at once. */
    <R> CompletableFuture<R> askNow(String groupId, Question<R> question, Function<ErrorCode, R> failed) {
        return recover(runtime.ask(partitionFor(groupId), answering(question)), failed);
    }

    /** Asks every machine here. */
    <R> List<CompletableFuture<R>> askAll(Question<R> question, Function<ErrorCode, R> failed) {
        List<CompletableFuture<R>> answers = new ArrayList<>();
        for (CompletableFuture<R> answer : runtime.askAll(answering(question))) {
            answers.add(recover(answer, failed));
        }
        return answers;
    }

    /** Completed with all results when all are there. */
    static <R> CompletableFuture<List<R>> all(List<CompletableFuture<R>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                .thenApply(
                        nothing -> futures.stream().map(CompletableFuture::join).toList());
    }

    private static <R> Request<GroupMachine, GroupTimer, R> answering(Question<R> question) {
        return (machine, waiting, step) -> step.answer(waiting, question.answer(machine, step));
    }

    private static <R> CompletableFuture<R> recover(CompletableFuture<R> answer, Function<ErrorCode, R> failed) {
        return answer.exceptionally(failure -> {
            LOG.debug("A group request was not answered", failure);
            return failed.apply(CoordinatorException.errorOf(failure));
        });
    }
}
