package io.weir.coordination.runtime;

/**
 * One event for a machine that somebody waits for.
 *
 * @param <M> the machine
 * @param <T> what its timers carry
 * @param <R> the answer
 */
@FunctionalInterface
public interface Request<M extends CoordinatorMachine<T>, T, R> {

    /**
     * Lets the machine handle the event. The answer may be given in this step, or kept and given in a later one; the
     * runtime fails it when the shard is unloaded first.
     */
    void handle(M machine, Waiting<R> waiting, Step<T> step);
}
