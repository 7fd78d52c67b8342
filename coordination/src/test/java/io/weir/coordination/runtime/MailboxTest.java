package io.weir.coordination.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private static final int SENDERS = 8;
    private static final int TASKS_EACH = 20_000;

    @Test
    void runsEveryTaskOnceInItsSendersOrderAndNeverTwoAtATime() throws InterruptedException {
        // Plain fields on purpose: only the mailbox makes them safe.
        Map<Integer, Integer> lastOf = new HashMap<>();
        List<String> violations = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(SENDERS * TASKS_EACH);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Mailbox mailbox = new Mailbox(threads, () -> {});
            for (int sender = 0; sender < SENDERS; sender++) {
                int id = sender;
                threads.execute(() -> {
                    for (int i = 0; i < TASKS_EACH; i++) {
                        int number = i;
                        mailbox.execute(() -> {
                            Integer before = lastOf.put(id, number);
                            if ((before == null ? -1 : before) != number - 1) {
                                violations.add("sender " + id + ": " + number + " after " + before);
                            }
                            done.countDown();
                        });
                    }
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void announcesTheEndOfABurstAfterItsTasks() {
        SimulatedTime threads = new SimulatedTime();
        List<String> seen = new ArrayList<>();
        Mailbox mailbox = new Mailbox(threads, () -> seen.add("end"));

        mailbox.execute(() -> seen.add("a"));
        mailbox.execute(() -> {
            seen.add("b");
            mailbox.execute(() -> seen.add("c"));
        });
        threads.settle();

        assertThat(seen).containsExactly("a", "b", "c", "end");
    }
}
