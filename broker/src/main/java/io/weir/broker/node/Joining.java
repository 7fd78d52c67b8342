package io.weir.broker.node;

import io.weir.broker.config.ClusterConfig;
import io.weir.broker.config.StartupException;
import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerFrame;
import io.weir.broker.peer.PeerLink;
import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import io.weir.metadata.ratis.RaftMember;
import io.weir.metadata.ratis.RatisMetadataLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a node comes in: it asks which cluster there is, and then to be taken in. What it sends is int32 node, int8 what it wants
 * of a vote, and its address.
 */
final class Joining {

    /** Whoever has not answered by then may stand still; what was asked may come to pass nevertheless, and then is asked again. */
    static final long ANSWER_WITHIN_MS = 3_000;

    private static final long INTRODUCE_TIMEOUT_MS = 60_000;
    private static final long INTRODUCTION_MS = 2_000;
    private static final long AGAIN_AFTER_MS = 50;
    private static final byte NO_VOTE = 0;
    private static final byte VOTE = 1;
    private static final byte VOTE_AS_BEFORE = 2;
    /** Added to these where it was passed on: two nodes that were away may take each other for the controller's. */
    private static final byte PASSED_ON = 4;

    private Joining() {}

    /**
     * The id of the cluster the nodes at these addresses are of; waits for one that answers.
     *
     * @throws StartupException when none answers in time
     */
    static String introduce(PeerFrame.Caller self, ClusterConfig config) {
        long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTRODUCE_TIMEOUT_MS);
        try (PeerLinks links = new PeerLinks(self)) {
            while (true) {
                for (String address : config.bootstrap()) {
                    Optional<String> id = ask(links.to(address, PeerLinks.Lane.QUESTIONS));
                    if (id.isPresent()) {
                        return id.get();
                    }
                }
                if (System.nanoTime() > giveUpNanos) {
                    throw new StartupException("none of " + String.join(", ", config.bootstrap())
                            + " (controller.quorum.bootstrap.servers) answers; start one of them first");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_AFTER_MS));
            }
        }
    }

    private static Optional<String> ask(PeerLink link) {
        try {
            String introduction = PeerFrame.text(link.call(PeerCall.INTRODUCE, ByteBuffer.allocate(0), INTRODUCTION_MS)
                    .join());
            return Optional.of(introduction.split(" ", 2)[0]);
        } catch (CompletionException e) {
            if (e.getCause() instanceof PeerRefusalException refusal) {
                throw new StartupException(link + " refuses this node: " + refusal.getMessage(), e);
            }
            return Optional.empty();
        }
    }

    /**
     * What a node asks for.
     *
     * @param member the node, and whether it may vote
     * @param isNew  whether it has never been taken in: otherwise it votes only if it did, since its vote may have been taken
     */
    record Request(RaftMember member, boolean isNew) {}

    /**
     * Asks to be taken in until it has been: all that it knows, at the same time, so that one that stands still keeps nobody. One
     * that is in has nothing changed by it; one that was left out while it was away does not know that it was.
     *
     * @param whenAllWereAsked is run once none of them had a controller that answers: there may be none yet
     * @throws StartupException when it is refused, nobody takes it in in time, or this node stops
     */
    static void join(
            Request request,
            ClusterConfig config,
            PeerLinks links,
            Controllers controllers,
            Runnable whenAllWereAsked) {
        RaftMember self = request.member;
        long startNanos = System.nanoTime();
        JoinQuestions questions = new JoinQuestions(encode(request), links);
        boolean isIn = false;
        while (!isIn || !controllers.isMember(self)) {
            long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            if (waitedMs > INTRODUCE_TIMEOUT_MS || links.areClosed()) {
                throw new StartupException(
                        "node " + self.nodeId() + " is not taken in by its cluster; a majority of the"
                                + " voters must live, and reach " + self.address());
            }
            Set<String> others = others(self, config, controllers);
            if (isIn || questions.wereAnsweredBy(others) || waitedMs > ANSWER_WITHIN_MS) {
                whenAllWereAsked.run();
            }
            try {
                isIn |= questions.ask(others, AGAIN_AFTER_MS);
            } catch (PeerRefusalException e) {
                throw new StartupException("node " + self.nodeId() + " is not taken in: " + e.getMessage(), e);
            }
        }
        whenAllWereAsked.run();
    }

    /** Who is known to be the controller may be this node itself. */
    private static Set<String> others(RaftMember self, ClusterConfig config, Controllers controllers) {
        Set<String> others = Stream.concat(config.bootstrap().stream(), controllers.addresses().stream())
                .filter(address -> !address.equals(self.address()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        controllers.active().ifPresent(others::add);
        return others;
    }

    /**
     * Takes a node in, here where the controller is.
     *
     * @return fails with {@link PeerRefusalException} while another node of this id lives at another address
     */
    static CompletableFuture<ByteBuffer> admit(Request request, RatisMetadataLog log, PeerLinks links) {
        RaftMember member = request.member;
        Optional<RaftMember> known = log.members().stream()
                .filter(other -> other.nodeId() == member.nodeId())
                .findFirst();
        boolean isTaken = known.filter(other -> !other.address().equals(member.address()))
                .filter(other -> lives(other, links))
                .isPresent();
        if (isTaken) {
            throw new PeerRefusalException(
                    PeerStatus.REFUSED,
                    "a node with node.id " + member.nodeId() + " lives at "
                            + known.get().address() + ". Give this one a node.id of its own, or stop that one");
        }
        boolean votes = member.votes()
                && (request.isNew || known.filter(RaftMember::votes).isPresent());
        return log.admit(new RaftMember(member.nodeId(), member.address(), votes))
                .thenApply(_ -> ByteBuffer.allocate(0));
    }

    /** Whether the node answers at its address. */
    static boolean lives(RaftMember member, PeerLinks links) {
        try {
            return PeerFrame.text(links.to(member.address(), PeerLinks.Lane.WATCH)
                            .call(PeerCall.INTRODUCE, ByteBuffer.allocate(0), INTRODUCTION_MS)
                            .join())
                    .endsWith(" " + member.nodeId());
        } catch (CompletionException e) {
            return false;
        }
    }

    /** What a node says when it is asked who it is. */
    static String introduction(PeerFrame.Caller self) {
        return self.clusterId() + " " + self.nodeId();
    }

    static ByteBuffer encode(Request request) {
        RaftMember member = request.member;
        byte[] address = member.address().getBytes(StandardCharsets.UTF_8);
        byte vote = request.isNew ? VOTE : VOTE_AS_BEFORE;
        return ByteBuffer.allocate(Integer.BYTES + 1 + address.length)
                .putInt(member.nodeId())
                .put(member.votes() ? vote : NO_VOTE)
                .put(address)
                .flip();
    }

    static Request decode(ByteBuffer payload) {
        ByteBuffer in = payload.duplicate();
        int nodeId = in.getInt();
        int vote = in.get() & ~PASSED_ON;
        return new Request(new RaftMember(nodeId, PeerFrame.text(in), vote != NO_VOTE), vote != VOTE_AS_BEFORE);
    }

    /**
     * The request for the controller's node, which is another.
     *
     * @throws PeerRefusalException NOT_CONTROLLER when this node is not the first that passes it on
     */
    static ByteBuffer passedOn(ByteBuffer payload) {
        int at = payload.position() + Integer.BYTES;
        if ((payload.get(at) & PASSED_ON) != 0) {
            throw new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "The controller is not here");
        }
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining())
                .put(payload.duplicate())
                .flip();
        return copy.put(Integer.BYTES, (byte) (copy.get(Integer.BYTES) | PASSED_ON));
    }
}
