package io.weir.metadata.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this node ask for votes before the leader's silence has been long enough: by the message with which a leader hands its
 * leadership over, in the name of one that cannot send it any more.
 *
 * <p>A node that lacks an entry does not win, and after it has asked in vain nobody else could use that message: the term is
 * a later one then. So it finds out first what the others have, by a pre-vote, which changes nothing and whose answer says it.
 */
final class EarlyElection {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyElection.class);

    private static final AtomicLong CALL_IDS = new AtomicLong();

    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftTransport transport;
    private final long pollMs;

    /** @param pollMs who does not answer within so long does not keep those that could go on */
    EarlyElection(RaftServer server, RaftServer.Division division, RaftTransport transport, long pollMs) {
        this.pollMs = pollMs;
        this.server = server;
        this.division = division;
        this.transport = transport;
    }

    /** False where nothing was done: another leads by now, is about to, or has more. */
    boolean stand(int formerLeader) {
        DivisionInfo info = division.getInfo();
        RaftPeerId leader = info.getLeaderId();
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        boolean isFollowing = info.isFollower()
                && leader != null
                && leader.toString().equals(RaftMember.peerId(formerLeader))
                && last != null;
        if (!isFollowing || anotherHasMore(leader, last)) {
            return false;
        }
        try {
            return server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                            .setServerRequest(header(leader, server.getId()))
                            .setLeaderLastEntry(last.toProto())
                            .build())
                    .getServerReply()
                    .getSuccess();
        } catch (IOException e) {
            LOG.debug("This node cannot ask for votes now", e);
            return false;
        }
    }

    private boolean anotherHasMore(RaftPeerId leader, TermIndex last) {
        List<CompletableFuture<Boolean>> answers = division.getRaftConf().getCurrentPeers().stream()
                .filter(peer -> !peer.getId().equals(leader) && !peer.getId().equals(server.getId()))
                .map(peer -> CompletableFuture.supplyAsync(() -> hasMore(peer, last), Thread::startVirtualThread)
                        .completeOnTimeout(false, pollMs, TimeUnit.MILLISECONDS))
                .toList();
        return answers.stream().anyMatch(CompletableFuture::join);
    }

    private boolean hasMore(RaftPeer peer, TermIndex last) {
        RequestVoteRequestProto question = RequestVoteRequestProto.newBuilder()
                .setServerRequest(header(server.getId(), peer.getId()))
                .setCandidateTerm(division.getInfo().getCurrentTerm())
                .setCandidateLastEntry(last.toProto())
                .setPreVote(true)
                .build();
        try {
            ByteBuffer answer = transport.call(
                    RaftMember.nodeId(peer.getId().toString()),
                    peer.getAddress(),
                    PeerMessages.encode(PeerMessages.Kind.REQUEST_VOTE, question),
                    pollMs);
            TermIndex theirs =
                    TermIndex.valueOf(RequestVoteReplyProto.parseFrom(answer).getLastEntry());
            return theirs.compareTo(last) > 0;
        } catch (IOException e) {
            LOG.debug("Node {} does not say what it has", peer.getId(), e);
            return false;
        }
    }

    private RaftRpcRequestProto header(RaftPeerId from, RaftPeerId to) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(from.toByteString())
                .setReplyId(to.toByteString())
                .setRaftGroupId(RaftGroupIdProto.newBuilder()
                        .setId(division.getMemberId().getGroupId().toByteString()))
                .setCallId(CALL_IDS.incrementAndGet())
                .build();
    }
}
