package io.weir.cli.serve;

import io.weir.cli.terminal.ExitCode;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Closes the broker when the process ends. A JVM reports a signal it ended by as 143 or 130, although a server that was
 * told to stop and did so has succeeded: therefore the exit code is set here.
 */
final class OrderlyStop {

    private enum State {
        RUNNING,
        ASKED,
        STOPPED_BY_ITSELF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    private OrderlyStop() {}

    static OrderlyStop onSignal(RunningBroker broker) {
        OrderlyStop stop = new OrderlyStop();
        Thread hook = Thread.ofPlatform().name("weir-stop").unstarted(() -> stop.close(broker));
        Runtime.getRuntime().addShutdownHook(hook);
        return stop;
    }

    private void close(RunningBroker broker) {
        boolean asked = state.compareAndSet(State.RUNNING, State.ASKED);
        broker.close();
        Runtime.getRuntime().halt(asked ? ExitCode.OK : ExitCode.FAILURE);
    }

    /** The broker ended. Unless somebody asked it to, the process must not claim success. */
    void stopped() {
        state.compareAndSet(State.RUNNING, State.STOPPED_BY_ITSELF);
    }
}
