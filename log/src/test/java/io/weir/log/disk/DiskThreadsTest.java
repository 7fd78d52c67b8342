package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiskThreadsTest {

    private final DiskThreads threads = new DiskThreads("test-disk", 1);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void aVirtualThreadIsRelieved() throws Exception {
        // when
        Thread worker = onVirtualThread(() -> threads.call(Thread::currentThread));

        // then
        assertThat(worker.isVirtual()).isFalse();
        assertThat(worker.getName()).isEqualTo("test-disk-0");
    }

    @Test
    void aPlatformThreadWaitsItself() {
        assertThat(threads.call(Thread::currentThread)).isEqualTo(Thread.currentThread());
    }

    @Test
    void failuresArriveAsTheyWere() {
        // given
        IOException failure = new IOException("the disk is on fire");

        // when, then
        assertThatThrownBy(() -> onVirtualThread(() -> threads.call(() -> {
                    throw failure;
                })))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void anInterruptedCallerWaitsAllTheSame() throws Exception {
        // given work under way
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        FutureTask<Boolean> caller = new FutureTask<>(() -> {
            String done = threads.call(() -> {
                begun.countDown();
                end.await();
                return "done";
            });
            return done.equals("done") && Thread.currentThread().isInterrupted();
        });
        Thread thread = Thread.startVirtualThread(caller);
        begun.await();

        // when
        thread.interrupt();
        end.countDown();

        // then it has what it waited for, and knows that it was interrupted
        assertThat(caller.get()).isTrue();
    }

    @Test
    void onceClosedCallersHelpThemselves() throws Exception {
        // given
        threads.close();

        // when, then
        assertThat(onVirtualThread(() -> threads.call(Thread::currentThread)).isVirtual())
                .isTrue();
    }

    @Test
    void whoComesFirstIsServedFirst() throws Exception {
        // given a thread that is busy, and callers that queue up one after the other
        CountDownLatch gate = new CountDownLatch(1);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<FutureTask<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            FutureTask<Boolean> caller = new FutureTask<>(() -> threads.call(() -> {
                gate.await();
                return served.add(number);
            }));
            callers.add(caller);
            Thread thread = Thread.startVirtualThread(caller);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        // when
        gate.countDown();
        for (FutureTask<Boolean> caller : callers) {
            caller.get();
        }

        // then
        assertThat(served).isSorted().hasSize(20);
    }

    private static <T> T onVirtualThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.startVirtualThread(task);
        return task.get();
    }
}
