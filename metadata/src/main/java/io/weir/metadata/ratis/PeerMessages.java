package io.weir.metadata.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** The receiving half of Raft's messages. */
final class PeerMessages {

    private PeerMessages() {}

    /** The messages of Raft, with their numbers on the wire. */
    enum Kind {
        REQUEST_VOTE(1),
        APPEND_ENTRIES(2),
        INSTALL_SNAPSHOT(3),
        START_ELECTION(4);

        private final byte id;

        Kind(int id) {
            this.id = (byte) id;
        }

        static Kind forId(int id) throws IOException {
            for (Kind kind : values()) {
                if (kind.id == id) {
                    return kind;
                }
            }
            throw new IOException("A message of Raft of unknown kind " + id);
        }
    }

    static ByteBuffer encode(Kind kind, MessageLite message) {
        byte[] body = message.toByteArray();
        return ByteBuffer.allocate(1 + body.length).put(kind.id).put(body).flip();
    }

    /** Whether a message asks for a vote. */
    static boolean asksForVote(ByteBuffer message) {
        return message.get(message.position()) == Kind.REQUEST_VOTE.id;
    }

    /**
     * Hands a message to this node's Raft server and returns what it answers.
     *
     * @throws IOException when it is no message of Raft, or the server refuses it
     */
    static ByteBuffer dispatch(RaftServer server, ByteBuffer message) throws IOException {
        ByteBuffer in = message.duplicate();
        Kind kind = Kind.forId(in.hasRemaining() ? in.get() : 0);
        MessageLite answer = switch (kind) {
            case REQUEST_VOTE -> server.requestVote(RequestVoteRequestProto.parseFrom(in));
            case APPEND_ENTRIES -> server.appendEntries(AppendEntriesRequestProto.parseFrom(in));
            case INSTALL_SNAPSHOT -> server.installSnapshot(InstallSnapshotRequestProto.parseFrom(in));
            case START_ELECTION -> server.startLeaderElection(StartLeaderElectionRequestProto.parseFrom(in));
        };
        return ByteBuffer.wrap(answer.toByteArray());
    }
}
