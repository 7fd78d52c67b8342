package io.weir.metadata.controller;

import java.util.concurrent.CompletableFuture;

/** The way to the controller, wherever it is. */
@FunctionalInterface
public interface CommandSender {

    /**
     * Has the controller carry out a command.
     *
     * @return the answer, when this node's image has what the command did; fails with {@link NotLeaderException} where no
     *     controller was found in time, or it is not known whether the command was carried out
     */
    <A> CompletableFuture<A> submit(Command<A> command);
}
