package io.weir.broker.node;

import io.weir.broker.request.Gate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link Tenure} that requests of clients wait for. While it holds none of them takes the lock. */
final class TenureGate implements Gate {

    /** A broker that went on after it stood still has its answer long before; clients of one that is cut off are to look elsewhere. */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Tenure tenure;
    private final long sessionNanos;
    private volatile long sureUntilNanos = System.nanoTime();

    TenureGate(long sessionMs) {
        this.sessionNanos = TimeUnit.MILLISECONDS.toNanos(sessionMs);
        this.tenure = new Tenure(sessionNanos);
    }

    void heard(long sentNanos) {
        lock.lock();
        try {
            tenure.heard(sentNanos);
            sureUntilNanos = sentNanos + sessionNanos;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void unheard() {
        lock.lock();
        try {
            tenure.unheard(System.nanoTime());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean pass() {
        return System.nanoTime() - sureUntilNanos < 0 || waitToPass();
    }

    private boolean waitToPass() {
        long leftNanos = WAIT_NANOS;
        lock.lock();
        try {
            while (!tenure.mayServe(System.nanoTime())) {
                if (leftNanos <= 0) {
                    return false;
                }
                leftNanos = changed.awaitNanos(leftNanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
