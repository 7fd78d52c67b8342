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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node comes in: it asks which cluster there is, and then to be taken in. What it sends is int32 node, int8 whether
 * it votes, and its address.
 */
final class Joining {

    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    private static final long CALL_TIMEOUT_MS = 35_000;
    private static final long INTRODUCE_TIMEOUT_MS = 60_000;
    private static final long INTRODUCTION_MS = 2_000;
    private static final long AGAIN_AFTER_MS = 100;

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
     * Asks to be taken in until it has been: those it is told to ask, or the controller once it knows where that is. A node
     * that is in already, at the same address, needs nobody for it.
     *
     * @throws StartupException when it is refused, or nobody takes it in in time
     */
    static void join(RaftMember self, ClusterConfig config, PeerLinks links, Controllers controllers) {
        long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTRODUCE_TIMEOUT_MS);
        ByteBuffer request = encode(self);
        int turn = 0;
        while (!controllers.isMember(self)) {
            if (System.nanoTime() > giveUpNanos) {
                throw new StartupException(
                        "node " + self.nodeId() + " is not taken in by its cluster; a majority of the"
                                + " voters must live, and reach " + self.address());
            }
            try {
                ask(request, turn++, config, links, controllers).join();
            } catch (CompletionException e) {
                LOG.debug("Node {} is not taken in yet: {}", self.nodeId(), String.valueOf(e.getCause()));
                if (e.getCause() instanceof PeerRefusalException refusal && refusal.status() == PeerStatus.REFUSED) {
                    throw new StartupException(
                            "node " + self.nodeId() + " is not taken in: " + refusal.getMessage(), e);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_AFTER_MS));
        }
    }

    private static CompletableFuture<ByteBuffer> ask(
            ByteBuffer request, int turn, ClusterConfig config, PeerLinks links, Controllers controllers) {
        if (config.bootstrap().isEmpty() || (turn % 2 == 1 && controllers.isKnown())) {
            return controllers.call(PeerCall.JOIN, request, CALL_TIMEOUT_MS);
        }
        String address = config.bootstrap().get(turn / 2 % config.bootstrap().size());
        return links.to(address, PeerLinks.Lane.QUESTIONS).call(PeerCall.JOIN, request, CALL_TIMEOUT_MS);
    }

    /**
     * Takes a node in, here where the controller is.
     *
     * @return fails with {@link PeerRefusalException} while another node of this id lives at another address
     */
    static CompletableFuture<ByteBuffer> admit(RaftMember member, RatisMetadataLog log, PeerLinks links) {
        Optional<RaftMember> known = log.members().stream()
                .filter(other -> other.nodeId() == member.nodeId())
                .filter(other -> !other.address().equals(member.address()))
                .filter(other -> lives(other, links))
                .findFirst();
        if (known.isPresent()) {
            throw new PeerRefusalException(
                    PeerStatus.REFUSED,
                    "a node with node.id " + member.nodeId() + " lives at "
                            + known.get().address() + ". Give this one a node.id of its own, or stop that one");
        }
        return log.admit(member).thenApply(_ -> ByteBuffer.allocate(0));
    }

    private static boolean lives(RaftMember member, PeerLinks links) {
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

    static ByteBuffer encode(RaftMember member) {
        byte[] address = member.address().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + 1 + address.length)
                .putInt(member.nodeId())
                .put((byte) (member.votes() ? 1 : 0))
                .put(address)
                .flip();
    }

    static RaftMember decode(ByteBuffer payload) {
        ByteBuffer in = payload.duplicate();
        int nodeId = in.getInt();
        boolean votes = in.get() != 0;
        return new RaftMember(nodeId, PeerFrame.text(in), votes);
    }
}
