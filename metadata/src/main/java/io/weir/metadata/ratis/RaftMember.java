package io.weir.metadata.ratis;

import org.apache.ratis.protocol.RaftPeer;

/**
 * A node of the Raft group.
 *
 * @param address as host:port, of its internal listener
 * @param votes   false for one that gets every entry and has no say
 */
public record RaftMember(int nodeId, String address, boolean votes) {

    static RaftMember of(RaftPeer peer, boolean votes) {
        return new RaftMember(nodeId(peer.getId().toString()), peer.getAddress(), votes);
    }

    RaftPeer toPeer() {
        return RaftPeer.newBuilder().setId(peerId(nodeId)).setAddress(address).build();
    }

    static String peerId(int nodeId) {
        return Integer.toString(nodeId);
    }

    static int nodeId(String peerId) {
        return Integer.parseInt(peerId);
    }
}
