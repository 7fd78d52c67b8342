package io.weir.log;

import java.time.Instant;
import java.time.InstantSource;

/** Time that moves when the test says so. */
public final class SimulatedClock implements InstantSource {

    private long nowMs;

    public SimulatedClock(long nowMs) {
        this.nowMs = nowMs;
    }

    public void advance(long ms) {
        nowMs += ms;
    }

    @Override
    public long millis() {
        return nowMs;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs);
    }
}
