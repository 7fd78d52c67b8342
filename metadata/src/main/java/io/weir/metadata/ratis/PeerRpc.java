package io.weir.metadata.ratis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** The sending half of Raft's messages: int8 kind, then the message as Ratis encodes it. */
final class PeerRpc implements RaftServerRpc {

    private final RpcType type;
    private final RaftTransport transport;
    private final long timeoutMs;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    PeerRpc(RpcType type, RaftTransport transport, long timeoutMs) {
        this.type = type;
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
        return AppendEntriesReplyProto.parseFrom(
                call(request.getServerRequest(), PeerMessages.Kind.APPEND_ENTRIES, request));
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
