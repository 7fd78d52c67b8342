package io.weir.coordination.runtime;

import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the machine of a key (a group, a transactional id) among the partitions of an internal topic, and turns failures
 * of the runtime into answers.
 *
 * @param <M> the machine of a shard
 * @param <T> what its timers carry
 */
public class KeyedShards<M extends CoordinatorMachine<T>, T> {

    private static final Logger LOG = LoggerFactory.getLogger(KeyedShards.class);

    /** An answer that is known at once. */
    public interface Question<M, T, R> {
        R answer(M machine, Step<T> step);
    }

    private final CoordinatorRuntime<M, T> runtime;
    private final IntSupplier partitions;

    /** Spreads keys over so many partitions, asked anew each time: the topic may come to be, or come anew. */
    public KeyedShards(CoordinatorRuntime<M, T> runtime, IntSupplier partitions) {
        this.runtime = runtime;
        this.partitions = partitions;
    }

    /** The partition that keeps a key: Kafka's choice for the same number of partitions. */
    public int partitionFor(String key) {
        int hash = key.hashCode();
        return (hash == Integer.MIN_VALUE ? 0 : Math.abs(hash)) % partitions.getAsInt();
    }

    /** Asks the machine of a key; what it does not answer now it answers later. */
    public <R> CompletableFuture<R> ask(String key, Request<M, T, R> request, Function<ErrorCode, R> failed) {
        return recover(runtime.ask(partitionFor(key), request), failed);
    }

    /** Asks the machine of a key something it answers at once. */
    public <R> CompletableFuture<R> askNow(String key, Question<M, T, R> question, Function<ErrorCode, R> failed) {
        return recover(runtime.ask(partitionFor(key), answering(question)), failed);
    }

    /** Asks every machine here. */
    public <R> List<CompletableFuture<R>> askAll(Question<M, T, R> question, Function<ErrorCode, R> failed) {
        List<CompletableFuture<R>> answers = new ArrayList<>();
        for (CompletableFuture<R> answer : runtime.askAll(answering(question))) {
            answers.add(recover(answer, failed));
        }
        return answers;
    }

    /** Completed with all results when all are there. */
    public static <R> CompletableFuture<List<R>> all(List<CompletableFuture<R>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                .thenApply(
                        nothing -> futures.stream().map(CompletableFuture::join).toList());
    }

    private <R> Request<M, T, R> answering(Question<M, T, R> question) {
        return (machine, waiting, step) -> step.answer(waiting, question.answer(machine, step));
    }

    private static <R> CompletableFuture<R> recover(CompletableFuture<R> answer, Function<ErrorCode, R> failed) {
        return answer.exceptionally(failure -> {
            LOG.debug("A request to a coordinator was not answered", failure);
            return failed.apply(CoordinatorException.errorOf(failure));
        });
    }
}
