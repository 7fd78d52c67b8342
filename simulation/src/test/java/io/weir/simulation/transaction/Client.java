package io.weir.simulation.transaction;

import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** One life of a client. It repeats what got no answer, and stops when it learns that another life has followed it. */
final class Client {

    private static final int PAUSE_MS = 15;
    private static final Set<ErrorCode> TRY_AGAIN = Set.of(
            ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
            ErrorCode.COORDINATOR_NOT_AVAILABLE,
            ErrorCode.NOT_COORDINATOR,
            ErrorCode.CONCURRENT_TRANSACTIONS,
            ErrorCode.UNSTABLE_OFFSET_COMMIT,
            ErrorCode.KAFKA_STORAGE_ERROR);

    private final String name;
    private final World world;
    private boolean isDead;

    Client(String name, World world) {
        this.name = name;
        this.world = world;
    }

    String name() {
        return name;
    }

    World world() {
        return world;
    }

    boolean isDead() {
        return isDead;
    }

    void die() {
        isDead = true;
    }

    void later(int ms, Runnable action) {
        world.time().wakeUpIn(ms, () -> {
            if (!isDead) {
                action.run();
            }
        });
    }

    /** Asks until there is an answer whose error is not one to try again on. */
    <R> void ask(Function<BrokerLife, CompletableFuture<R>> request, Function<R, ErrorCode> error, Consumer<R> then) {
        if (isDead) {
            return;
        }
        world.network().ask(request, (Optional<R> answer) -> {
            if (isDead) {
                return;
            }
            if (answer.isEmpty() || TRY_AGAIN.contains(error.apply(answer.get()))) {
                later(PAUSE_MS, () -> ask(request, error, then));
            } else {
                then.accept(answer.get());
            }
        });
    }
}
