package io.weir.metadata.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's Raft server, and what is asked of it. */
final class RaftGroupServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RaftGroupServer.class);
    /** For a new member to catch up, and both majorities to agree. */
    private static final long CHANGE_TIMEOUT_MS = 30_000;

    /** Ratis answers a message without content itself, whoever leads. */
    private static final Message QUESTION = Message.valueOf("?");

    private static final String ANOTHER_LEADS = "Another node leads the metadata log";

    private final RatisMetadataLog.Node node;
    private final RaftGroupId groupId;
    private final RaftTransport transport;
    private final RaftTuning tuning;
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong callIds = new AtomicLong();

    private volatile RaftServer server;

    private RaftGroupServer(
            RatisMetadataLog.Node node, LogStateMachine machine, RaftTransport transport, RaftTuning tuning)
            throws IOException {
        this.node = node;
        this.groupId =
                RaftGroupId.valueOf(UUID.nameUUIDFromBytes(node.clusterId().getBytes(StandardCharsets.US_ASCII)));
        this.tuning = tuning;
        this.transport = transport;
        this.server = begun(node, groupId, machine, parameters(transport, tuning));
    }

    static RaftGroupServer start(
            RatisMetadataLog.Node node, LogStateMachine machine, RaftTransport transport, RaftTuning tuning)
            throws IOException {
        return new RaftGroupServer(node, machine, transport, tuning);
    }

    private static Parameters parameters(RaftTransport transport, RaftTuning tuning) {
        Parameters parameters = new Parameters();
        parameters.put(PeerRpcType.TRANSPORT, transport, RaftTransport.class);
        parameters.put(PeerRpcType.TUNING, tuning, RaftTuning.class);
        return parameters;
    }

    private static RaftServer begun(
            RatisMetadataLog.Node node, RaftGroupId groupId, LogStateMachine machine, Parameters parameters)
            throws IOException {
        // What Raft has stored counts more. A node that joins knows no other, and waits to be taken in.
        RaftGroup group = node.membership().founded()
                ? RaftGroup.valueOf(groupId, new RaftMember(node.nodeId(), node.address(), true).toPeer())
                : RaftGroup.valueOf(groupId);
        RaftTuning tuning = parameters.getNonNull(PeerRpcType.TUNING, RaftTuning.class);
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(RaftMember.peerId(node.nodeId())))
                .setGroup(group)
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachine(machine)
                .setProperties(RaftSettings.of(node.folder().raft(), tuning))
                .setParameters(parameters)
                .build();
        try {
            server.start();
            PauseWatch.end(server);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Whether Ratis has ended this node's part by itself, and is done with it. */
    boolean hasEnded() {
        return server.getLifeCycleState() == LifeCycle.State.CLOSED
                || division().getInfo().getLifeCycleState() == LifeCycle.State.CLOSED;
    }

    /** Takes part again, in the role that the group has for this node as far as its own log tells. */
    void beginAgain(LogStateMachine machine) throws IOException {
        close();
        server = begun(node, groupId, machine, parameters(transport, tuning));
    }

    ByteBuffer receive(ByteBuffer message) throws IOException {
        return PeerMessages.dispatch(server, message);
    }

    /** Proposes an entry; the future has what the state machine answers, as a number. */
    CompletableFuture<Long> submit(RaftEntry entry) {
        ByteString bytes = ByteString.copyFrom(RaftEntryCodec.encode(entry));
        return ask(RaftClientRequest.writeRequestType(), Message.valueOf(bytes))
                .thenApply(reply ->
                        reply.getMessage().getContent().asReadOnlyByteBuffer().getLong());
    }

    /** Done when this node is known to lead at a time after this call; fails where it is not. Writes nothing. */
    CompletableFuture<Void> confirmLeading() {
        DivisionInfo info = division().getInfo();
        long term = info.getCurrentTerm();
        if (!info.isLeader()) {
            // Ratis would have the leader asked, for which there is no message of ours.
            return CompletableFuture.failedFuture(new IllegalStateException(ANOTHER_LEADS));
        }
        return ask(RaftClientRequest.readRequestType(), QUESTION).thenAccept(_ -> {
            // Followers answer questions too, by what the leader tells them.
            if (!info.isLeader() || info.getCurrentTerm() != term) {
                throw new IllegalStateException(ANOTHER_LEADS);
            }
        });
    }

    private CompletableFuture<RaftClientReply> ask(RaftClientRequest.Type type, Message message) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(server.getId())
                .setGroupId(groupId)
                .setCallId(callIds.incrementAndGet())
                .setMessage(message)
                .setType(type)
                .build();
        try {
            return server.submitClientRequestAsync(request).thenApply(reply -> {
                require(reply);
                return reply;
            });
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    List<RaftMember> members() {
        RaftConfiguration configuration = configuration();
        List<RaftMember> members = new ArrayList<>();
        configuration.getAllPeers(RaftPeerRole.FOLLOWER).forEach(peer -> members.add(RaftMember.of(peer, true)));
        configuration.getAllPeers(RaftPeerRole.LISTENER).forEach(peer -> members.add(RaftMember.of(peer, false)));
        return List.copyOf(members);
    }

    /** @throws IllegalStateException where this node is not the leader */
    QuorumState quorum() {
        RaftServer.Division division = division();
        DivisionInfo info = division.getInfo();
        int self = RaftMember.nodeId(server.getId().toString());
        if (!info.isLeader()) {
            throw new IllegalStateException("Node " + self + " does not lead the Raft group");
        }
        List<ServerRpcProto> followers = info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        // In the order of those above; a change of members between the two calls leaves the ends unknown.
        long[] matches = info.getFollowerMatchIndices();
        Map<Integer, QuorumState.Replica> known = new HashMap<>();
        Map<Integer, RaftMember> members = new HashMap<>();
        members().forEach(member -> members.put(member.nodeId(), member));
        for (int i = 0; i < followers.size(); i++) {
            ServerRpcProto follower = followers.get(i);
            int id = RaftMember.nodeId(follower.getId().getId().toStringUtf8());
            RaftMember member = members.get(id);
            if (member != null) {
                long end = followers.size() == matches.length ? matches[i] + 1 : -1;
                known.put(id, new QuorumState.Replica(member, end, follower.getLastRpcElapsedTimeMs()));
            }
        }
        long end = division.getRaftLog().getNextIndex();
        List<QuorumState.Replica> replicas = members().stream()
                .map(member -> member.nodeId() == self
                        ? new QuorumState.Replica(member, end, 0)
                        : known.getOrDefault(member.nodeId(), new QuorumState.Replica(member, -1, Long.MAX_VALUE)))
                .toList();
        return new QuorumState(
                self, info.getCurrentTerm(), division.getRaftLog().getLastCommittedIndex() + 1, replicas);
    }

    boolean stand(int formerLeader) {
        return new EarlyElection(server, division(), transport, tuning.pollMs()).stand(formerLeader);
    }

    CompletableFuture<Void> admit(RaftMember member) {
        List<RaftMember> members = members();
        if (members.contains(member)) {
            return CompletableFuture.completedFuture(null);
        }
        List<RaftMember> changed = new ArrayList<>(members);
        changed.removeIf(known -> known.nodeId() == member.nodeId());
        changed.add(member);
        return change(members, changed);
    }

    CompletableFuture<Void> dismiss(int nodeId) {
        List<RaftMember> members = members();
        return change(
                members,
                members.stream().filter(known -> known.nodeId() != nodeId).toList());
    }

    private CompletableFuture<Void> change(List<RaftMember> from, List<RaftMember> to) {
        SetConfigurationRequest request = new SetConfigurationRequest(
                clientId,
                server.getId(),
                groupId,
                callIds.incrementAndGet(),
                SetConfigurationRequest.Arguments.newBuilder()
                        // Two who change at once must not undo each other.
                        .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                        .setServersInCurrentConf(peers(from, true))
                        .setListenersInCurrentConf(peers(from, false))
                        .setServersInNewConf(peers(to, true))
                        .setListenersInNewConf(peers(to, false))
                        .build());
        try {
            return server.setConfigurationAsync(request)
                    .orTimeout(CHANGE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .thenAccept(RaftGroupServer::require);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("Closing the Raft server failed", e);
        }
    }

    private RaftConfiguration configuration() {
        return division().getRaftConf();
    }

    private RaftServer.Division division() {
        try {
            return server.getDivision(groupId);
        } catch (IOException e) {
            throw new IllegalStateException("The Raft group of this node is gone", e);
        }
    }

    private static void require(RaftClientReply reply) {
        if (!reply.isSuccess()) {
            if (reply.getNotLeaderException() != null) {
                throw new IllegalStateException(ANOTHER_LEADS);
            }
            throw new IllegalStateException(
                    reply.getException() == null
                            ? "Raft refuses: " + reply
                            : reply.getException().toString());
        }
    }

    private static List<RaftPeer> peers(List<RaftMember> members, boolean votes) {
        return members.stream()
                .filter(member -> member.votes() == votes)
                .map(RaftMember::toPeer)
                .toList();
    }
}
