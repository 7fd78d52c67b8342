package io.weir.broker.network;

import java.util.concurrent.Semaphore;

/** Bounds the unanswered requests of one connection; opened for good when the connection ends. */
final class InFlightGate {

    private final Semaphore permits;

    InFlightGate(int limit) {
        permits = new Semaphore(limit);
    }

    boolean tryEnter() {
        return permits.tryAcquire();
    }

    void enter() throws InterruptedException {
        permits.acquire();
    }

    void leave() {
        permits.release();
    }

    void open() {
        permits.release(1 << 20);
    }
}
