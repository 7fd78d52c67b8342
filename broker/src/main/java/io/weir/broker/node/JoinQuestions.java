package io.weir.broker.node;

import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several nodes at the same time to take this one in, and each again that has not. Not to be shared between threads. */
final class JoinQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(JoinQuestions.class);

    private final ByteBuffer request;
    private final PeerLinks links;
    private final Set<String> waitedFor = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = new HashSet<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    /** @param failure empty where the node has done it */
    private record Outcome(String address, Optional<Throwable> failure) {}

    JoinQuestions(ByteBuffer request, PeerLinks links) {
        this.request = request;
        this.links = links;
    }

    /** Whether all of these have said something, if only that they cannot be reached. */
    boolean wereAnsweredBy(Collection<String> addresses) {
        return answered.containsAll(addresses);
    }

    /**
     * Asks those that are not being asked, and waits for somebody's answer.
     *
     * @param withinMs no longer; nobody is asked again sooner
     * @return whether somebody has taken this node in
     * @throws PeerRefusalException when it is refused
     */
    boolean ask(Collection<String> addresses, long withinMs) {
        addresses.stream()
                .filter(waitedFor::add)
                .forEach(address -> Thread.startVirtualThread(() -> ask(address, withinMs)));
        @Nullable Outcome outcome = next(withinMs);
        if (outcome == null) {
            return false;
        }
        answered.add(outcome.address);
        outcome.failure.ifPresent(failure -> {
            LOG.debug("{} does not take this node in yet", outcome.address, failure);
            if (failure instanceof PeerRefusalException refusal && refusal.status() == PeerStatus.REFUSED) {
                throw refusal;
            }
        });
        return outcome.failure.isEmpty();
    }

    private @Nullable Outcome next(long withinMs) {
        try {
            return outcomes.poll(withinMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void ask(String address, long restMs) {
        outcomes.add(new Outcome(address, failure(address)));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(restMs));
        waitedFor.remove(address);
    }

    private Optional<Throwable> failure(String address) {
        try {
            var _ = links.to(address, PeerLinks.Lane.JOINING)
                    .call(PeerCall.JOIN, request, Joining.ANSWER_WITHIN_MS)
                    .join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
