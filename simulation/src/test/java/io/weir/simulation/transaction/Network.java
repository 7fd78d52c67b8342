package io.weir.simulation.transaction;

import io.weir.coordination.runtime.SimulatedTime;
import io.weir.log.error.LogException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes requests to the broker and answers back; whoever waits when it dies is cut off, and so are others at random. */
final class Network {

    private static final int LONGEST_DELAY_MS = 4;
    private static final int ONE_CUT_IN = 80;

    private final SimulatedTime time;
    private final Random random;
    private final Supplier<BrokerLife> broker;
    private final List<Runnable> cuts = new ArrayList<>();

    Network(SimulatedTime time, Random random, Supplier<BrokerLife> broker) {
        this.time = time;
        this.random = random;
        this.broker = broker;
    }

    /** The answer, or empty when the connection was cut before it came. */
    <R> void ask(Function<BrokerLife, CompletableFuture<R>> request, Consumer<Optional<R>> then) {
        CompletableFuture<Optional<R>> answer = new CompletableFuture<>();
        Runnable cut = () -> answer.complete(Optional.empty());
        cuts.add(cut);
        var _ = answer.thenAccept(result -> {
            cuts.remove(cut);
            time.wakeUpIn(delayMs(), () -> then.accept(result));
        });
        if (random.nextInt(ONE_CUT_IN) == 0) {
            time.wakeUpIn(random.nextInt(2 * LONGEST_DELAY_MS), cut);
        }
        time.wakeUpIn(delayMs(), () -> {
            BrokerLife asked = broker.get();
            try {
                var _ = request.apply(asked).whenComplete((result, failure) -> {
                    if (failure == null && asked == broker.get()) {
                        answer.complete(Optional.of(result));
                    } else {
                        cut.run();
                    }
                });
            } catch (LogException e) {
                // Its disk has failed: it is as good as dead.
                cut.run();
            }
        });
    }

    /** The broker is dead. */
    void cutAll() {
        List.copyOf(cuts).forEach(Runnable::run);
    }

    private int delayMs() {
        return random.nextInt(LONGEST_DELAY_MS);
    }
}
