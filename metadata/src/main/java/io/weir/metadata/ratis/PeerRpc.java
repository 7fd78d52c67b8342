package io.weir.metadata.ratis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** The sending half of Raft's messages: int8 kind, then the message as Ratis encodes it. */
final class PeerRpc implements RaftServerRpc {

    /** So long a leader may need to find by itself that it is none any more. */
    private static final long STEP_DOWN_MS = 50;

    private final RpcType type;
    private final RaftServer server;
    private final RaftTransport transport;
    private final long timeoutMs;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    PeerRpc(RpcType type, RaftServer server, RaftTransport transport, long timeoutMs) {
        this.type = type;
        this.server = server;
        this.transport = transport;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        return RequestVoteReplyProto.parseFrom(
                call(request.getServerRequest(), PeerMessages.Kind.REQUEST_VOTE, request));
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        AppendEntriesReplyProto reply = AppendEntriesReplyProto.parseFrom(
                call(request.getServerRequest(), PeerMessages.Kind.APPEND_ENTRIES, request));
        if (reply.getResult() == AppendResult.NOT_LEADER) {
            requireLeading(request.getServerRequest());
        }
        return reply;
    }

    /**
     * Where a leader finds that a majority has been silent, Ratis waits for those that send, and holds the lock that they want when they
     * are told of a later leader: for five seconds nothing goes on in a process that stood still. So they are not told what is known.
     */
    private void requireLeading(RaftRpcRequestProto header) throws IOException {
        RaftServer.Division division =
                server.getDivision(RaftGroupId.valueOf(header.getRaftGroupId().getId()));
        if (division.getInfo().isLeader()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_DOWN_MS));
        }
        if (!division.getInfo().isLeader()) {
            throw new IOException("This node leads no more");
        }
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return InstallSnapshotReplyProto.parseFrom(
                call(request.getServerRequest(), PeerMessages.Kind.INSTALL_SNAPSHOT, request));
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return StartLeaderElectionReplyProto.parseFrom(
                call(request.getServerRequest(), PeerMessages.Kind.START_ELECTION, request));
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        for (RaftPeer peer : peers) {
            String address = peer.getAddress();
            if (address != null) {
                addresses.put(peer.getId().toString(), address);
            }
        }
    }

    @Override
    public void handleException(RaftPeerId serverId, Exception e, boolean reconnect) {
        // The transport connects again by itself.
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        // Nobody connects to Ratis itself: its messages come by the internal listener.
        return InetSocketAddress.createUnresolved("internal", 0);
    }

    @Override
    public RpcType getRpcType() {
        return type;
    }

    @Override
    public void start() {
        // The transport is there before Ratis is.
    }

    @Override
    public void close() {
        // The transport is closed by whoever opened it.
    }

    private ByteBuffer call(RaftRpcRequestProto header, PeerMessages.Kind kind, MessageLite message)
            throws IOException {
        String to = header.getReplyId().toStringUtf8();
        String address = addresses.get(to);
        if (address == null) {
            throw new IOException("No address of node " + to + " is known");
        }
        return transport.call(RaftMember.nodeId(to), address, PeerMessages.encode(kind, message), timeoutMs);
    }
}
